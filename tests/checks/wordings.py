"""Clear asks, texts that look like one, and the names, trades and employers that may stand in them."""

from app.checks.wordlists import word_list

ASKS = """
Do you have any openings for a junior buyer?
Are you hiring at the moment?
Does your company offer internships to students of geology?
Are there any vacancies in your planning department?
Is your office recruiting trainees this autumn?
Would there be a place for me on your team?
Is the coordinator position still available?
Please let me know if a position opens up.
Could you give me a job in your kitchen?
I would like to apply for the internship at your studio.
I'd like to be considered for the assistant post.
Please consider me for any suitable role.
Would you hire me as a night porter?
I am writing to apply for the position of lab technician.
I'm asking you for a job, plain and simple.
Can you offer me a position in your workshop?
I want to work for your company.
Could you refer me for the analyst role?
Would you put in a good word for me with your manager?
Could you forward my resume to your recruiter?
Please pass my CV on to the hiring manager.
Can you recommend me to your head of sales for the job?
Would you introduce me to the recruiter, since the post is open?
I would be grateful if you could submit a referral for me.
Please keep me in mind if anything opens up.
I think I would be a great fit for your team.
I would love to join your team.
If you ever need another pair of hands, I'm available.
I'm looking for a position in logistics. Does your team have anything?
My contract ends in May. Would you have room for one more gardener?
Could you help me get an interview at your company?
Any chance of a summer job at your farm?
What openings do you have for apprentices?
Would you take me on as an apprentice?
I'd appreciate it if you told me about any openings in your unit.
We met at the fair, and I would love to intern with you this summer.
""".strip().splitlines()

LOOKALIKES = """
Do you have an opening in your calendar next week?
How did you come to hire your first apprentice?
What do you look for when you read a portfolio?
I am not asking for a job.
I'm looking for a job in museums and would like your advice.
Could you spare 15 minutes to tell me about your work?
How do people usually get their first position in your field?
Who hired you when you were new to the trade?
Would you recommend a book about soil?
Is there anybody else whom I should talk to?
Could you introduce me to somebody who works in acoustics?
Thank you for putting in a good word for me last year.
I would love to hear how you found your way into radio.
How does your team decide what to build next?
What is the hardest part of your job?
Could I shadow you for a morning?
I read that your company opened a second bakery in spring.
Which skills will matter most in your trade in ten years?
My sister has worked for your company for six years and loves it.
I applied for a place at university and start in autumn.
Does your position let you travel much?
What was the interview like when you joined the firm in 2009?
Do you think that an internship is worth it before a degree?
I am happy in my job and only curious about yours.
How do hiring managers in your industry read a gap in a resume?
I have three questions about how you trained as a luthier.
The position of the moon matters to your work, you said; how so?
I work as a nurse and am thinking about a change.
What does a typical day look like for you?
I promise to keep to twenty minutes.
""".strip().splitlines()

ORGANISATIONS = """
Northwind
Nestlé
Ørsted
Tata Steel
3M
AT&T
Marks & Spencer
O'Reilly Media
株式会社日立
Ağaoğlu İnşaat
eBay
St. Jude's
7-Eleven
Deutsche Bahn AG
J.P. Morgan
H&M
Banco do Brasil
Ben & Jerry's
the BBC
Médecins Sans Frontières
X
Acme, Inc.
""".strip().splitlines()
TRADES = word_list(
    """
    plumber nurse welder archivist translator baker surveyor violinist actuary beekeeper paralegal midwife bricklayer
    glazier sommelier radiographer copywriter zookeeper
    """
)
EMPLOYERS = word_list(
    """
    hospital bakery brewery shipyard museum school startup orchestra newspaper vineyard garage foundry charity bank
    agency clinic farm theatre laboratory
    """
)
