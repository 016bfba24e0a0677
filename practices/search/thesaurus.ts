/*
 * What people at work call one thing, so that a question finds the page that answers it in other words. Of each line every word stands for
 * the others, and counts less than what was typed. British and American spellings are words like these. Where a word has two lives, it
 * stands in two lines.
 */
const ALIKE = `
absence, leave, time off, away
vacation, holiday, pto, time off, paid leave, annual leave
holiday, bank holiday, public holiday, day off
sick, ill, illness, sickness, medical
baby, child, birth, newborn, parental, maternity, paternity
childcare, child care, daycare, nursery
salary, pay, compensation, wage, remuneration
raise, increase, pay rise, compensation change
bonus, incentive, spiff, commission
equity, stock, shares, options
pension, retirement, 401k
benefits, perks
expense, reimbursement, cost, spending
reimburse, refund, expense, repay, pay back
bill, invoice
supplier, vendor, third party, contractor
buy, purchase, procure, procurement, order
budget, allowance, stipend
company card, credit card, corporate card
travel, trip, flight, journey
offsite, retreat, team trip
hotel, accommodation, lodging, airbnb
employee, teammate, staff, worker, personnel
colleague, teammate, coworker, co-worker
boss, manager, lead, supervisor
report, direct report, subordinate
freelancer, contractor, consultant, temporary worker
new hire, new teammate, newcomer, starter, new employee, joiner
hire, recruit, recruiting, hiring, engage
applicant, candidate, interviewee
job, role, position, opening, vacancy
resign, quit, leave, departure, notice
fire, terminate, dismiss, let go, involuntary
offboarding, leaving, departure
onboarding, first day, first week, getting started, orientation
promotion, promote, advancement, career
level, grade, seniority, career framework
performance review, impact review, appraisal, evaluation
underperformance, poor performance, improvement plan
feedback, criticism
survey, questionnaire, poll
happiness, sentiment, satisfaction, engagement, wellbeing
wellness, health, wellbeing, fitness, sports
mental health, therapy, counseling, counselling
emergency, crisis, urgent
harassment, discrimination, bullying, misconduct
complain, complaint, grievance, report
anonymous, anonymously, confidential
background check, criminal record
reference, former employer, recommendation
proof, verification, confirmation, certificate
visa, immigration, work permit, eligibility
move, relocate, relocation, moving
abroad, overseas, another country, international
home, remote, remotely
office, workplace, coworking
laptop, computer, device, machine
hardware, equipment
password, passphrase, credential, login
two factor, 2fa, mfa, multi factor, yubikey, security key, hardware key
phishing, spoofing, suspicious, scam
mail, email, e-mail
mailing address, postal address, address
phone, telephone, call
video call, zoom, video conference
chat, slack, message
channel, slack channel
meeting, sync, call
all hands, company meeting, town hall
one on one, 1-1, 1:1
async, asynchronous, asynchronously
announce, announcement, communicate, tell everyone
record, recording, loom, video
glossary, abbreviation, acronym, terminology, terms, definition
proposal, rfc, request for comments, design doc
disagree, disagreement, conflict, dispute
decision, decide
gift, present, swag
swag, merchandise, merch, t-shirt, stickers
celebrate, birthday, anniversary, wedding
contract, agreement
sign, signature, docusign
legal, lawyer, counsel, attorney
license, licence, licensing
privacy, personal data, gdpr
policy, rules, guidelines
rule, guideline, policy
security hole, vulnerability, cve, exploit
breach, security incident, leak, compromise
incident, outage, downtime, broken, down
alert, alarm, page, notification
mute, silence, snooze
on call, on-call, rotation, pager
escalate, escalation
bug, defect, issue, error
ticket, issue, case, support request
customer, client, account
prospect, lead, potential customer
deal, opportunity
seller, salesperson, account executive, sales rep
forecast, prediction, projection
price, pricing, cost
renewal, renew, extend
discount, deal desk
trial, pilot, proof of concept, poc
demo, demonstration, show
self hosted, on-prem, on premise, on-premises
cloud, hosted, managed instance
hostname, domain, custom domain, dns
deploy, deployment, rollout, release
gradual, rollout, staged, feature flag
release, version, ship
database, postgres, postgresql, sql, db
production, prod, live, dotcom
disk, storage, volume
backup, restore, recovery
delete, remove, destroy, tear down
migrate, migration, move, transfer
upgrade, update
logs, logging, audit log
metrics, analytics, figures, statistics
dashboard, graph, chart, grafana, looker
telemetry, usage data, pings, tracking
monitoring, observability
continuous integration, ci, build, pipeline
pull request, pr, merge request, code review
test, testing, qa
access, permission, rights, privilege
admin, administrator, site-admin
temporary, time limited, time-bound, short term
load, scale, scaling, many, performance
documentation, docs, manual
handbook, wiki, knowledge base
write, edit, create, add
page, article, document
blog, post, article
brand, logo, identity
color, colour, palette
font, typography, typeface
design, designer, ux
user research, interview, usability
participant, interviewee, respondent
roadmap, plan, planning, strategy
goal, objective, okr, target
vision, mission, strategy
values, principles, culture, beliefs
diversity, inclusion, belonging
team, group, department
switch, change, transfer, internal transfer
responsibility, responsibilities, duties, ownership
own, owner, responsible, maintain
training, course, class, learning, education
mentor, mentorship, coaching, mentoring
buddy, onboarding buddy, guide
newsletter, update, digest
status update, progress report, weekly update
retrospective, retro, lessons learned, postmortem
intern, internship, student
org chart, reporting line, hierarchy
headcount, position, hiring plan
customer feedback, feature request, product gap, product feedback
missing feature, feature request, product gap
product gap, feature request
competitor, competition, versus, comparison, alternative
positioning, messaging, value proposition
tone, voice, style
name, naming
pronoun, pronouns
noise, noisy, false alarm
organisation, organization, company
behaviour, behavior
centre, center
labour, labor
programme, program
travelling, traveling
cancelled, canceled
analyse, analyze
catalogue, catalog
cheque, check
fulfil, fulfill
grey, gray
optimise, optimize
organise, organize
prioritise, prioritize
realise, realize
recognise, recognize
summarise, summarize
`;

const groups: readonly (readonly string[])[] = ALIKE.trim()
  .split('\n')
  .map((line) => line.split(', ').map((one) => one.replace(/[-:]/gu, ' ')));

const byWord = new Map<string, Set<string>>();
for (const group of groups)
  for (const one of group) {
    const others = byWord.get(one) ?? new Set<string>();
    for (const other of group) if (other !== one) others.add(other);
    byWord.set(one, others);
  }

const NONE: ReadonlySet<string> = new Set();

/** What else people say for a word, or for two or three in a row. Words in a row are joined by a space. */
export const alike = (said: string): ReadonlySet<string> => {
  for (const form of formsOf(said)) {
    const others = byWord.get(form);
    if (others) return others;
  }
  return NONE;
};

/** A word as the list may have it: English plurals and endings taken off, roughly. */
const formsOf = (said: string): readonly string[] => [
  said,
  said.replace(/ies$/u, 'y'),
  said.replace(/s$/u, ''),
  said.replace(/es$/u, ''),
  said.replace(/(?:ing|ed)$/u, ''),
  said.replace(/(?:ing|ed)$/u, 'e'),
  `${said}s`,
];
