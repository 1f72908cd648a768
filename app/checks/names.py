"""Given names and their short forms, so that "Hi Bob" is right for Robert."""

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
