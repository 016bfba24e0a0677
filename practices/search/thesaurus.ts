/* Over 500 lines because it is a list: one line for each thing that people at work call by several words.
 *
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
allow, permit, let, may, permission
forbid, prohibit, disallow, ban, not allowed
require, must, mandatory, obligatory, compulsory
optional, voluntary
begin, start, commence, kick off
end, finish, stop, complete
quit, stop, cease
choose, pick, select, selection, decide
change, modify, alter, edit, adjust, update
fix, repair, mend, resolve, solve
problem, issue, trouble, difficulty
help, assist, support, assistance
helper, assistant
ask, request, question, inquire
answer, reply, respond, response
reject, decline, refuse, deny, turn down, rejection
accept, approve, agree, approval
cancel, abort, revoke, call off
postpone, delay, defer, reschedule
quick, fast, rapid, speed
slow, latency, performance
big, large, huge, major
small, little, tiny, minor
important, critical, essential, key
difference, differ, compare, comparison, versus
example, sample, instance
list, overview, index, directory
guide, guideline, handbook, tutorial, how to
instruction, step, procedure, process
checklist, list, todo
template, form, boilerplate
explain, describe, clarify, explanation
tell, inform, notify, let know
show, display, present, view
hide, conceal, invisible
find, locate, search, look up
lost, missing, lose, stolen
steal, theft, stolen
get, obtain, receive, acquire
give, provide, grant, offer
send, submit, deliver, mail
share, distribute, circulate
keep, retain, store, retention
archive, retain, retention, old
check, verify, validate, inspect, review
measure, metric, kpi, indicator
count, number, amount
increase, grow, growth, raise
decrease, reduce, lower, shrink
save, reduce, cut
expensive, cost, price
cheap, low cost, discount
free, no cost
money, cash, funds, budget
tax, taxes, payroll tax
payroll, salary, pay
payslip, pay stub, paycheck
bank account, direct deposit, bank details
advance, upfront
owe, debt, due
late, overdue, delay
deadline, due date, timeline
schedule, calendar, agenda, plan
appointment, booking, slot
invite, invitation
cadence, frequency, recurring, weekly
daily, every day, standup
standup, daily, check-in
quarter, quarterly, q1
year, annual, yearly, annually
month, monthly
hour, working hours, office hours
part time, reduced hours
overtime, extra hours
weekend, saturday, sunday
shift, rotation, rota
time zone, timezone
cover, backup, substitute, deputy, stand in
handover, hand over, handoff, transition
war, military, reserve duty
jury duty, civic duty
bereavement, death, funeral, grief
pregnant, pregnancy, parental, maternity
adoption, adopt, foster
disability, disabled, accommodation, accessibility
accessibility, a11y, screen reader
injury, accident, workers compensation
insurance, coverage, health plan
doctor, medical, health
dental, dentist, vision
therapist, therapy, counselor, mental health
burnout, stress, exhausted, overwhelmed
gym, fitness, wellness
meal, lunch, food, catering
drink, coffee, snack
internet, wifi, broadband
phone bill, mobile, cell phone
desk, chair, furniture, ergonomic
monitor, screen, display
keyboard, mouse, headset, peripherals
parking, commute, commuting, transport
taxi, uber, ride, cab
car, rental, mileage, vehicle
passport, visa, travel document
conference, event, meetup, summit
speaker, talk, presentation
book, books, library, reading
course, training, learning, education budget
certificate, certification, accreditation
degree, university, tuition
language, english, translation
translate, localization, i18n
country, location, region
address change, move
name change, legal name, preferred name
marriage, married, spouse, partner
child, kid, kids, dependent
family, relative, dependents
friend, referral, refer
referral, refer, recommend
reference check, reference
resume, cv
cover letter, application
interview, panel, screening, loop
take home, assignment, exercise, challenge
offer, offer letter, job offer
start date, first day
probation, trial period
contract, terms, agreement
nda, confidentiality, non disclosure
confidential, secret, private, sensitive
secret, credential, token, api key
token, api key, access key
encrypt, encryption, tls, ssl
certificate, tls, ssl
vpn, tunnel, private network
firewall, network, ip address, allowlist
allowlist, whitelist
blocklist, blacklist, block
malware, virus, antivirus
password manager, 1password, vault
sso, single sign-on, okta, saml
log in, sign in, login
log out, sign out
lock, locked, locked out
install, setup, set up, installation
configure, configuration, settings, set up
uninstall, remove
enable, turn on, activate
disable, turn off, deactivate
restart, reboot
crash, fail, failure, broken
error, exception, failure
debug, troubleshoot, diagnose, investigation
investigate, investigation, root cause
workaround, mitigation, fix
mitigate, mitigation, reduce
rollback, roll back, revert, undo
undo, revert, restore
severity, priority, sev
urgent, emergency, asap, immediately
outage, downtime, incident, unavailable
status page, statuspage
postmortem, post-mortem, rca, root cause, incident review, retrospective
runbook, playbook, procedure
pager, pagerduty, opsgenie
server, host, machine, instance
cluster, kubernetes, k8s
kubernetes, k8s, helm
container, docker, image
virtual machine, vm, instance
cloud provider, aws, gcp, azure
google cloud, gcp
amazon, aws
terraform, infrastructure as code
infrastructure, infra, platform
network, dns, load balancer
cache, caching, redis
queue, job, worker
cron, scheduled, schedule
script, tool, cli, command line
command line, cli, terminal
repository, repo, codebase
branch, trunk, main
commit, change, patch
merge, rebase, integrate
review, reviewer, code review, feedback
approve, approval, sign off, sign-off
test, qa, quality assurance
flaky, flake, unstable
coverage, unit test
integration, connector, plugin
extension, plugin, add-on
webhook, callback, event
api, endpoint, interface
sdk, library, client library
frontend, ui, user interface, web app
backend, server side, api
mobile, ios, android
browser, chrome, firefox
editor, ide, vscode
shortcut, hotkey, keyboard
search, find, query
filter, narrow
sort, order, rank
import, upload, ingest
export, download, extract
spreadsheet, excel, sheet, csv
slides, presentation, deck
slide deck, presentation, pitch
diagram, chart, drawing
picture, image, photo, screenshot
video, recording, clip
voice, audio, podcast
file, document, attachment
folder, directory
link, url, hyperlink
website, site, web page
homepage, landing page, front page
form, questionnaire
signature, sign, esign
stamp, approve
tag, label, category
category, type, class
version, revision, edition
draft, proposal, work in progress
publish, release, post, launch
launch, release, go live, ship
announce, launch, communicate
press, media, journalist, pr
social media, twitter, linkedin
campaign, marketing, advertising
advertise, advertising, ads
audience, segment, persona, target group
persona, buyer, user type
brand, branding, identity
slogan, tagline, motto
style guide, writing style, tone
grammar, spelling, punctuation
capitalization, title case, uppercase
wording, phrase, copy, text
translation, localisation
lead, prospect, opportunity
pipeline, funnel, opportunities
quota, target, sales goal
commission, incentive, variable pay
territory, region, account assignment
close, win, won
lose, lost, churn
churn, cancel, cancellation
upsell, expansion, cross sell
renew, renewal, extension
contract value, arr, revenue
revenue, income, arr, sales
profit, margin
audit, compliance, soc 2
compliance, regulation, soc 2, gdpr
regulation, law, compliance
lawsuit, litigation, legal
copyright, intellectual property, ip
patent, intellectual property
trademark, logo, brand
open source, oss
licence, license, oss
risk, threat, danger
threat, attack, attacker
attack, hack, hacker, intrusion
penetration test, pentest
bug bounty, hackerone, vulnerability disclosure
patch, update, fix
dependency, library, package
scan, scanner, scanning
customer, client, user, buyer
user, customer, end user
account manager, csm, customer success
onboard, onboarding, welcome
complaint, escalation, unhappy
satisfied, satisfaction, csat, nps
nps, satisfaction, survey
feedback, input, opinion, suggestion
suggest, suggestion, propose, idea
idea, suggestion, brainstorm
brainstorm, ideation, workshop
workshop, session, sprint
sprint, iteration, cycle
milestone, phase, stage
backlog, queue, todo
task, todo, ticket, work item
project, initiative, effort
project manager, program manager, pm
product manager, pm
engineering manager, em
engineer, developer, programmer
designer, ux, product designer
analyst, data analyst, analytics
executive, leadership, exec, c-level
ceo, chief executive, founder
founder, cofounder, ceo
cto, chief technology officer
cfo, finance, chief financial officer
hr, human resources, people ops, people team
it, tech ops, it support, helpdesk
helpdesk, it support, service desk
finance, accounting
accounting, bookkeeping, finance
recruiter, talent, recruiting
assistant, admin, executive assistant
team lead, tech lead, manager
peer, colleague, teammate
stakeholder, partner, interested
volunteer, volunteering, charity
donate, donation, charity
charity, donation, nonprofit
social, fun, team building
team building, bonding, social
game, fun, hangout
party, celebration, event
welcome, greet, introduction
introduce, introduction, intro
introduction, overview, intro
history, background, past
story, history, narrative
future, roadmap, vision
purpose, why, reason, goal
reason, why, cause, rationale
expectation, expected, responsibilities
responsible, owner, accountable, dri
accountable, dri, owner
decision maker, approver, dri
authority, power, mandate
delegate, delegation, assign
assign, allocate, assignment
priority, prioritize, importance
prioritize, priority, triage
triage, prioritize, sort
estimate, estimation, sizing
scope, extent, boundary
requirement, spec, specification, needs
spec, specification, requirements
architecture, design, structure
structure, organization, layout
principle, value, tenet, belief
culture, values, norms
norms, working agreement, etiquette
etiquette, manners, norms
behave, behaviour, conduct
conduct, behaviour, code of conduct
ethics, conduct, integrity
honest, transparent, openness
transparency, open, transparent
trust, confidence
autonomy, independent, freedom
collaborate, collaboration, work together, cooperate
cooperate, collaboration, partnership
partner, partnership, alliance
reseller, channel partner
communicate, communication, talk
write, writing, document
notes, minutes, meeting notes
agenda, topics, plan
focus, concentration, deep work
interrupt, interruption, disturb
do not disturb, focus time, quiet
productivity, efficiency, effective
effective, efficiency, productive
habit, routine, practice
best practice, recommendation, tips
tips, advice, recommendation, hints
advice, guidance, counsel
mistake, error, failure
success, achievement, win
recognize, recognition, praise, kudos
praise, kudos, recognition, thank
thank, thanks, gratitude, kudos
reward, award, recognition
improve, improvement, better, enhance
skill, ability, competence, capability
competency, skill, framework
grow, development, progress
career, growth, progression, ladder
rating, score, grade
self review, self assessment
goal setting, goals, objectives
warning, disciplinary, discipline
severance, redundancy, layoff
layoff, redundancy, let go, termination
retire, retirement, pension
return, come back, give back
laptop return, return equipment, offboarding
repair, broken, replacement
replace, replacement, substitute
order, buy, purchase
deliver, shipping, delivery
shipping, delivery, courier, parcel
warehouse, storage, inventory
inventory, stock, asset
asset, equipment, device
customs, import, duty
quality, standard, excellence
standard, norm, convention
convention, naming, standard
safety, safe, health and safety
fire, evacuation, emergency
key, badge, access card
visitor, guest
guest, visitor, external
external, outside, third party
internal, in-house, private
public, open, external
anonymize, anonymise, pseudonymize
personal information, pii, personal data
retention, keep, delete after
consent, agree, opt in
unsubscribe, opt out
cookie, tracking, consent
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
