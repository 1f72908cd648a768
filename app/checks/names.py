"""Given names and their short forms, so that "Hi Bob" is right for Robert."""

from app.checks.wordlists import word_set

_GROUPS = """
robert bob rob bobby robbie bert; william will bill billy liam willie; richard rick rich dick ricky; james jim
jimmy jamie; john jack johnny jon; jonathan jon john; margaret maggie meg peggy greta rita; elizabeth liz beth
betty lizzie eliza libby elisa lisa; katherine kate katie kathy kat kit catherine cathy; catherine cate; edward
ed eddie ted ned; theodore ted theo; charles charlie chuck; henry harry hank; alexander alex sandy sasha xander;
alexandra alex sandra sasha; anthony tony; michael mike mick mickey misha; thomas tom tommy; christopher chris
kit topher; christina chris tina; daniel dan danny; david dave; joseph joe joey; stephen steve steven; patricia
pat patty trish tricia; patrick pat paddy; susan sue susie suzy suzanne; suzanne suzy sue; deborah deb debbie;
barbara barb babs; jennifer jen jenny; jessica jess; rebecca becca becky; victoria vicky tori; samuel sam sammy;
samantha sam; benjamin ben benny; nicholas nick nico; matthew matt; gregory greg; andrew andy drew; timothy tim;
kenneth ken kenny; ronald ron; donald don; lawrence larry; frederick fred freddie; francis frank fran; frances
fran; leonard leo len; raymond ray; gerald gerry jerry; jeffrey jeff geoff; geoffrey geoff jeff; peter pete;
philip phil; phillip phil; eugene gene; vincent vince; zachary zach zack; nathaniel nate nathan; abigail abby;
dorothy dot dolly; eleanor ellie nell nora; helen nell; isabella bella izzy; madeleine maddie; mary molly polly
mimi; martha marty; nancy nan; natalie nat; pamela pam; penelope penny; sarah sally sadie; theresa terry tess;
terence terry; virginia ginny; yolanda yoli; francisco paco pancho; jose pepe; guadalupe lupe; ignacio nacho;
eduardo lalo; aleksandr sasha; dmitri dima; yekaterina katya; mohammed mohamed mo; abdul abdullah; arthur art;
albert al bert; alfred al fred; alan al; harold hal harry; ernest ernie; clifford cliff; bradley brad; bernard
bernie; cynthia cindy; florence flo; gabriel gabe; gabriella gabby; jacqueline jackie; kimberly kim; melissa mel
lissa; melanie mel; phyllis phyl; roberta bobbie; veronica ronnie
"""


def _nicknames() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS.replace("\n", " ").split(";"):
        names = group.split()
        table.setdefault(names[0], set()).update(names[1:])
    return {name: frozenset(short) for name, short in table.items()}


NICKNAMES = _nicknames()
_ALSO_WORDS = word_set(
    "will bill rich jack rob pat art sue frank drew hank ray dot kit may mark grace hope faith joy al"
)
_OTHERS = """
aaron adam adrian ahmed aisha alan alice alison amanda amir amy ana anders andrea angela anika anita anjali anna anne
annika antonio anya ari arjun asha ashley astrid audrey ayesha beatriz ben bianca bjorn boris brandon brenda brian
bruno caitlin camila carla carlos carmen carol caroline cecilia chen chiara chloe claire clara claudia colin connor
craig damien dana daniela daria darren deepa deepak denise dennis derek diana diego dina dylan elena elias elif elise
ella emil emily emma eric erik erika erin esther ethan eva evan eve fatima felix fernando fiona freya gareth gary
georgia gina giulia giulia gloria gordon graham greta gustavo hamid hannah hans harriet hassan heather heidi helena
henrik hiroshi hugo ian ibrahim imani ines ingrid irene isabel ivan jade jamal jane janet jason javier jean jenna
jeremy jesus jill joan joanna joanne joel johan jorge juan julia julian julie justin kamal karen karim karl kavita
keith kelly kenji kevin khalid kiran kofi kurt kwame laila lars laura lauren leah leila lena leon leticia lily linda
lisa liu lorena lorenzo louis louise luca lucas lucia lucy luis luke lydia magnus malik manuel marco marcus maria
mariam marie mario marisol markus marta martin mateo maya megan mei meera michelle miguel milan minh miriam mohamed
monica monika morgan nadia naomi nasir natasha neha neil nikhil nina nisha noah noor nora olga oliver olivia omar
oscar pablo paolo paul paula pedro pierre priya rachel rafael rahul raj rajesh ralph ramon raquel ravi renee ricardo
riley rohan rosa ruth ryan sabrina sana sandra sanjay santiago sara scott sean sebastian selena sergei sergio shannon
sharon shreya simon simone sofia sonia sophia sophie stefan stella svetlana tamara tanya tara tariq tatiana teresa
thomas tina tomas tracy ursula uma valentina vera vijay vikram wei wendy xavier yasmin yuki yusuf zainab zara zoe
"""
GIVEN = (
    frozenset(NICKNAMES) | frozenset(short for names in NICKNAMES.values() for short in names) | word_set(_OTHERS)
) - _ALSO_WORDS
