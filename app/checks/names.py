"""Given names and their short forms, so that "Hi Bob" is right for Robert."""

from functools import lru_cache

from app.checks.tokens import tokenize
from app.checks.wordlists import word_set

_GROUPS = """
robert bob rob bobby robbie bert rab; william will bill billy liam willie; richard rick rich dick ricky richie;
james jim jimmy jamie; john jack johnny jon; jonathan jon john; margaret maggie meg peggy greta rita peg marge daisy
margo; elizabeth liz beth betty lizzie eliza libby elisa lisa; katherine kate katie kathy kat kit catherine cathy
katya; catherine cate; edward ed eddie ted ned; theodore ted theo teddy; charles charlie chuck; henry harry hank;
alexander alex sandy sasha xander; alexandra alex sandra sasha; anthony tony ant; michael mike mick mickey misha;
thomas tom tommy; christopher chris kit topher; christina chris tina; daniel dan danny dani; david dave; joseph joe
joey; stephen steve steven; patricia pat patty trish tricia; patrick pat paddy; susan sue susie suzy suzanne;
suzanne suzy sue suze; deborah deb debbie debs; barbara barb babs basia; jennifer jen jenny jenna; jessica jess;
rebecca becca becky bex; victoria vicky tori; samuel sam sammy; samantha sam; benjamin ben benny; nicholas nick
nico; matthew matt; gregory greg; andrew andy drew; timothy tim timmy; kenneth ken kenny; ronald ron; donald don;
lawrence larry; frederick fred freddie; francis frank fran; frances fran; leonard leo len; raymond ray; gerald gerry
jerry; jeffrey jeff geoff; geoffrey geoff jeff; peter pete; philip phil; phillip phil; eugene gene; vincent vince
vin vinny; zachary zach zack; nathaniel nate nathan; abigail abby; dorothy dot dolly; eleanor ellie nell nora elle;
helen nell; isabella bella izzy; madeleine maddie; mary molly polly mimi; martha marty; nancy nan; natalie nat;
pamela pam; penelope penny; sarah sally sadie; theresa terry tess; terence terry; virginia ginny; yolanda yoli;
francisco paco pancho; jose pepe; guadalupe lupe; ignacio nacho; eduardo lalo; aleksandr sasha; dmitri dima;
yekaterina katya; mohammed mohamed mo muhammad mohammad mehmet; abdul abdullah; arthur art; albert al bert; alfred
al fred; alan al; harold hal harry; ernest ernie; clifford cliff; bradley brad; bernard bernie; cynthia cindy;
florence flo; gabriel gabe gabo; gabriella gabby; jacqueline jackie; kimberly kim; melissa mel lissa; melanie mel;
phyllis phyl; roberta bobbie; veronica ronnie vero; joanna jo asia joanie; joanne jo; josephine jo josie; charlotte
lottie charlie char; wilhelmina mina billie willa minnie; isabelle izzy bella belle; isabel izzy bella isa;
aleksandra ola sasha; alejandra ale sandra; alejandro ale alex; alessandro ale sandro; alistair al ali; ekaterina
katya kate; theodora teddy dora thea; guillermo memo; enrique kike quique; jesus chuy; luis lucho; roberto beto;
alberto beto; concepcion concha; dolores lola; rosario charo; mercedes merche; santiago santi; sebastian seb bas;
maximilian max; maxwell max; maxine max; johannes hans jan jo; heinrich heiner; friedrich fritz; giuseppe beppe
peppe; giovanni gianni; luigi gigi; federico fede; vladimir vova volodya; mikhail misha; nikolai kolya nick;
anastasia nastya ana stacy; tatiana tanya; natalia natasha nat talia; maria masha mia ria; pavel pasha; elena lena;
olga olya; svetlana sveta; yevgeny zhenya gene; ivan vanya; konstantin kostya; grzegorz greg; krzysztof chris;
tomasz tomek tom; piotr peter; malgorzata gosia; katarzyna kasia kate; agnieszka aga; magdalena magda lena; jakub
kuba jake; wojciech wojtek; zuzanna zuza; muhammad mo mohamed mohammad; abdulrahman abdul; venkatesh venkat;
subramanian subbu; srinivas srini; rajendra raj; siddharth sid; aditya adi; abhishek abhi; priyanka priya; oluwaseun
seun; oluwatobi tobi; babatunde tunde; adebayo bayo; chukwuemeka emeka; emmanuel manny manu emma; geraldine gerry;
georgina georgie gina; henrietta hetty etta; harriet hattie; louisa lou; louise lou lulu; lucinda lucy cindy;
marguerite maggie margo; millicent millie; amelia millie amy mia; emily emmy millie; olivia liv livvy; oliver ollie;
elliott eli; elijah eli; jeremiah jerry; jeremy jem jerry; jerome jerry; leonora nora; lillian lily lil; matilda
tilly tilda; philippa pip pippa; rosalind roz ros; rosemary rosie rose; russell russ; stephanie steph; stanley stan;
tobias toby; valerie val; vanessa nessa; walter walt wally; winifred winnie; augustus gus; angus gus; gustav gus;
archibald archie; arnold arnie; barnabas barney; bartholomew bart; beatrice bea trixie; beatrix bea trixie; callum
cal; calvin cal; cameron cam; camille cam; carolyn carol caro; caroline caro carrie; cassandra cass cassie;
clementine clem; cornelius neil; constance connie; desmond des; dominic dom nick; dominique dom; douglas doug; edith
edie; edmund ed ned ted; edwin ed ned; edgar ed; ezekiel zeke; felicity fliss; fernanda nanda; fiona fi; franklin
frank; gavin gav; gareth gaz; genevieve gen viv; gillian gill jill; gwendolyn gwen; herbert herb bert; hubert bert;
imogen immy; isaac ike zac; jacob jake; janice jan; janet jan; jason jay; jasmine jas yaz; jocelyn joss; judith judy
jude; julia jules; julian jules; juliet jules; julie jules; kathleen kath kathy; kristen kris; kristina kris kristi
tina; laurence larry laurie; leopold leo; lionel leo; lorraine lori; lucas luke; madeline maddie; malcolm mal;
marjorie marge margie; martin marty; marvin marv; maureen mo; maurice mo; miranda mandy; amanda mandy; mitchell
mitch; neville nev; norman norm; percival percy; rachel rach; randall randy; raphael rafe raf; rafael rafa rafe;
reginald reg reggie; roderick rod rory; rodney rod; rudolph rudy; salvatore sal; salvador sal chava; sidney sid;
simon si; solomon sol; sophia soph; sophie soph; spencer spence; stuart stu; stewart stu; susannah sue susie; tamara
tammy; thaddeus tad; vernon vern; victor vic; vincenzo enzo; lorenzo enzo renzo; vivian viv; wesley wes; wilfred
wilf fred; xavier xavi; zachariah zach; nathan nate; antonio tony toni; antonia toni; christian chris; christine
chris tina; bernadette bernie; bridget bridie; caitlin cait; catalina cata; claudia clau; daniela dani; gabriela
gabi gaby; graciela chela; ignatius iggy; jesse jess; jordan jordy; josefina pepa; joaquin quim; kimberley kim;
laszlo laci; leticia lety; luciana lu; manuel manolo manny; marcelo chelo; mariana mari; mateusz matt; mattias matt;
michaela mickey; michelle shelly mich; monica mon; nicole nikki nic; nicola nikki nic; pascal pas; paulina pauli;
ricardo ricky rick; ronaldo ron; rosa rosie; sergio checo; shannon shan; stefan steff; teresa tere terry; valentina
val vale; viktoria vika; yasmin yaz; ysabel isa
"""


def _nicknames() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS.replace("\n", " ").split(";"):
        names = group.split()
        table.setdefault(names[0], set()).update(names[1:])
    return {name: frozenset(short) for name, short in table.items()}


def _long_forms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for name, shorts in NICKNAMES.items():
        for short in shorts:
            table.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in table.items()}


NICKNAMES = _nicknames()
_SHORT_FOR = _long_forms()
_NOBODY: frozenset[str] = frozenset()
ALSO_WORDS = word_set(
    """
    will bill rich jack rob pat art sue frank drew hank ray dot kit may mark grace hope faith joy al si sol mal rod gen
    mon ant char gray vale mari lu dom
    """
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
) - ALSO_WORDS
_LONG_NAME = 6


@lru_cache(maxsize=256)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without accents."""
    return tuple(word for word in tokenize(name).words if word[0].isalpha())


def may_be_of(word: str, parts: tuple[str, ...]) -> bool:
    """Tell at a glance whether a word is worth comparing with a name: one letter of it, or a name with a short form."""
    if word in NICKNAMES or word in _SHORT_FOR:
        return True
    return word[0] in [part[0] for part in parts]


@lru_cache(maxsize=1024)
def is_of(word: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a word is part of a name, or short for it, or a slip of the pen from it."""
    letters = word.replace(".", "").replace("-", "")
    if 1 < len(letters) <= max(2, len(parts)) and any(initials.startswith(letters) for initials in _initials(parts)):
        return True
    longer = NICKNAMES.get(letters, _NOBODY)
    return any(_is_like(letters, part) or part in longer or _share(letters, part) for part in parts)


def _initials(parts: tuple[str, ...]) -> tuple[str, str]:
    """Return the initials of all parts, and of the first and the last."""
    return "".join(part[0] for part in parts), "".join(part[0] for part in (*parts[:1], *parts[-1:]))


def _share(word: str, part: str) -> bool:
    """Tell whether two words are short for one name: Bob and Rob, or Bob and Robert."""
    if word in NICKNAMES.get(part, ()):
        return True
    return not _SHORT_FOR.get(word, _NOBODY).isdisjoint(_SHORT_FOR.get(part, _NOBODY))


def _is_like(word: str, part: str) -> bool:
    short, long = (word, part) if len(word) <= len(part) else (part, word)
    if word == part or (long.startswith(short) and (len(short) >= 3 or len(short) == 1)):
        return True
    return len(short) >= 3 and len(long) - len(short) <= 1 and _is_slip(short, long)


def _is_slip(short: str, long: str) -> bool:
    """Tell one letter too many or too few, two that changed places, or in a long name one other letter."""
    at = next((i for i, (one, two) in enumerate(zip(short, long, strict=False)) if one != two), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or (len(short) >= _LONG_NAME and short[at + 1 :] == long[at + 1 :])
