/*
 * What people at work call one thing, so that a question finds the page that answers it in other words. Of each group every word stands for
 * the others, and counts less than what was typed. British and American spellings are words like these. Where a word has two lives, it
 * stands in two groups.
 */
const ALIKE = `
absence, leave, time off, away | vacation, holiday, pto, time off, paid leave, annual leave
holiday, bank holiday, public holiday, day off | sick, ill, illness, sickness, medical
baby, child, birth, newborn, parental, maternity, paternity | childcare, child care, daycare, nursery
salary, pay, compensation, wage, remuneration | raise, increase, pay rise, compensation change
bonus, incentive, spiff, commission | equity, stock, shares, options | pension, retirement, 401k | benefits, perks
expense, reimbursement, cost, spending | reimburse, refund, expense, repay, pay back | bill, invoice
supplier, vendor, third party, contractor | buy, purchase, procure, procurement, order | budget, allowance, stipend
company card, credit card, corporate card | travel, trip, flight, journey | offsite, retreat, team trip
hotel, accommodation, lodging, airbnb | employee, teammate, staff, worker, personnel | colleague, teammate, coworker, co-worker
boss, manager, lead, supervisor | report, direct report, subordinate | freelancer, contractor, consultant, temporary worker
new hire, new teammate, newcomer, starter, new employee, joiner | hire, recruit, recruiting, hiring, engage
applicant, candidate, interviewee | job, role, position, opening, vacancy | resign, quit, leave, departure, notice
fire, terminate, dismiss, let go, involuntary | offboarding, leaving, departure
onboarding, first day, first week, getting started, orientation | promotion, promote, advancement, career
level, grade, seniority, career framework | performance review, impact review, appraisal, evaluation
underperformance, poor performance, improvement plan | feedback, criticism | survey, questionnaire, poll
happiness, sentiment, satisfaction, engagement, wellbeing | wellness, health, wellbeing, fitness, sports
mental health, therapy, counseling, counselling | emergency, crisis, urgent | harassment, discrimination, bullying, misconduct
complain, complaint, grievance, report | anonymous, anonymously, confidential | background check, criminal record
reference, former employer, recommendation | proof, verification, confirmation, certificate
visa, immigration, work permit, eligibility | move, relocate, relocation, moving
abroad, overseas, another country, international | home, remote, remotely | office, workplace, coworking
laptop, computer, device, machine | hardware, equipment | password, passphrase, credential, login
two factor, 2fa, mfa, multi factor, yubikey, security key, hardware key | phishing, spoofing, suspicious, scam
mail, email, e-mail | mailing address, postal address, address | phone, telephone, call | video call, zoom, video conference
chat, slack, message | channel, slack channel | meeting, sync, call | all hands, company meeting, town hall
one on one, 1-1, 1:1 | async, asynchronous, asynchronously | announce, announcement, communicate, tell everyone
record, recording, loom, video | glossary, abbreviation, acronym, terminology, terms, definition
proposal, rfc, request for comments, design doc | disagree, disagreement, conflict, dispute | decision, decide
gift, present, swag | swag, merchandise, merch, t-shirt, stickers | celebrate, birthday, anniversary, wedding
contract, agreement | sign, signature, docusign | legal, lawyer, counsel, attorney | license, licence, licensing
privacy, personal data, gdpr | policy, rules, guidelines | rule, guideline, policy | security hole, vulnerability, cve, exploit
breach, security incident, leak, compromise | incident, outage, downtime, broken, down | alert, alarm, page, notification
mute, silence, snooze | on call, on-call, rotation, pager | escalate, escalation | bug, defect, issue, error
ticket, issue, case, support request | customer, client, account | prospect, lead, potential customer | deal, opportunity
seller, salesperson, account executive, sales rep | forecast, prediction, projection | price, pricing, cost
renewal, renew, extend | discount, deal desk | trial, pilot, proof of concept, poc | demo, demonstration, show
self hosted, on-prem, on premise, on-premises | cloud, hosted, managed instance | hostname, domain, custom domain, dns
deploy, deployment, rollout, release | gradual, rollout, staged, feature flag | release, version, ship
database, postgres, postgresql, sql, db | production, prod, live | disk, storage, volume | backup, restore, recovery
delete, remove, destroy, tear down | migrate, migration, move, transfer | upgrade, update | logs, logging, audit log
metrics, analytics, figures, statistics | dashboard, graph, chart, grafana, looker | telemetry, usage data, pings, tracking
monitoring, observability | continuous integration, ci, build, pipeline | pull request, pr, merge request, code review
test, testing, qa | access, permission, rights, privilege | admin, administrator, site-admin
temporary, time limited, time-bound, short term | load, scale, scaling, many, performance | documentation, docs, manual
handbook, wiki, knowledge base | write, edit, create, add | page, article, document | blog, post, article
brand, logo, identity | color, colour, palette | font, typography, typeface | design, designer, ux
user research, interview, usability | participant, interviewee, respondent | roadmap, plan, planning, strategy
goal, objective, okr, target | vision, mission, strategy | values, principles, culture, beliefs
diversity, inclusion, belonging | team, group, department | switch, change, transfer, internal transfer
responsibility, responsibilities, duties, ownership | own, owner, responsible, maintain
training, course, class, learning, education | mentor, mentorship, coaching, mentoring | buddy, onboarding buddy, guide
newsletter, update, digest | status update, progress report, weekly update | retrospective, retro, lessons learned, postmortem
intern, internship, student | org chart, reporting line, hierarchy | headcount, position, hiring plan
customer feedback, feature request, product gap, product feedback | missing feature, feature request, product gap
product gap, feature request | competitor, competition, versus, comparison, alternative
positioning, messaging, value proposition | tone, voice, style | name, naming | pronoun, pronouns | noise, noisy, false alarm
organisation, organization, company | behaviour, behavior | centre, center | labour, labor | programme, program
travelling, traveling | cancelled, canceled | analyse, analyze | catalogue, catalog | cheque, check | fulfil, fulfill
grey, gray | optimise, optimize | organise, organize | prioritise, prioritize | realise, realize | recognise, recognize
summarise, summarize | allow, permit, let, may, permission | forbid, prohibit, disallow, ban, not allowed
require, must, mandatory, obligatory, compulsory | optional, voluntary | begin, start, commence, kick off
end, finish, stop, complete | quit, stop, cease | choose, pick, select, selection, decide
change, modify, alter, edit, adjust, update | fix, repair, mend, resolve, solve | problem, issue, trouble, difficulty
help, assist, support, assistance | helper, assistant | ask, request, question, inquire | answer, reply, respond, response
reject, decline, refuse, deny, turn down, rejection | accept, approve, agree, approval | cancel, abort, revoke, call off
postpone, delay, defer, reschedule | quick, fast, rapid, speed | slow, latency, performance | big, large, huge, major
small, little, tiny, minor | important, critical, essential, key | difference, differ, compare, comparison, versus
example, sample, instance | list, overview, index, directory | guide, guideline, handbook, tutorial, how to
instruction, step, procedure, process | checklist, list, todo | template, form, boilerplate
explain, describe, clarify, explanation | tell, inform, notify, let know | show, display, present, view
hide, conceal, invisible | find, locate, search, look up | lost, missing, lose, stolen | steal, theft, stolen
get, obtain, receive, acquire | give, provide, grant, offer | send, submit, deliver, mail | share, distribute, circulate
keep, retain, store, retention | archive, retain, retention, old | check, verify, validate, inspect, review
measure, metric, kpi, indicator | count, number, amount | increase, grow, growth, raise | decrease, reduce, lower, shrink
save, reduce, cut | expensive, cost, price | cheap, low cost, discount | free, no cost | money, cash, funds, budget
tax, taxes, payroll tax | payroll, salary, pay | payslip, pay stub, paycheck | bank account, direct deposit, bank details
advance, upfront | owe, debt, due | late, overdue, delay | deadline, due date, timeline | schedule, calendar, agenda, plan
appointment, booking, slot | invite, invitation | cadence, frequency, recurring, weekly | daily, every day, standup
standup, daily, check-in | quarter, quarterly, q1 | year, annual, yearly, annually | month, monthly
hour, working hours, office hours | part time, reduced hours | overtime, extra hours | weekend, saturday, sunday
shift, rotation, rota | time zone, timezone | cover, backup, substitute, deputy, stand in
handover, hand over, handoff, transition | war, military, reserve duty | jury duty, civic duty
bereavement, death, funeral, grief | pregnant, pregnancy, parental, maternity | adoption, adopt, foster
disability, disabled, accommodation, accessibility | accessibility, a11y, screen reader | injury, accident, workers compensation
insurance, coverage, health plan | doctor, medical, health | dental, dentist, vision
therapist, therapy, counselor, mental health | burnout, stress, exhausted, overwhelmed | gym, fitness, wellness
meal, lunch, food, catering | drink, coffee, snack | internet, wifi, broadband | phone bill, mobile, cell phone
desk, chair, furniture, ergonomic | monitor, screen, display | keyboard, mouse, headset, peripherals
parking, commute, commuting, transport | taxi, uber, ride, cab | car, rental, mileage, vehicle | passport, visa, travel document
conference, event, meetup, summit | speaker, talk, presentation | book, books, library, reading
course, training, learning, education budget | certificate, certification, accreditation | degree, university, tuition
language, english, translation | translate, localization, i18n | country, location, region | address change, move
name change, legal name, preferred name | marriage, married, spouse, partner | child, kid, kids, dependent
family, relative, dependents | friend, referral, refer | referral, refer, recommend | reference check, reference | resume, cv
cover letter, application | interview, panel, screening, loop | take home, assignment, exercise, challenge
offer, offer letter, job offer | start date, first day | probation, trial period | contract, terms, agreement
nda, confidentiality, non disclosure | confidential, secret, private, sensitive | secret, credential, token, api key
token, api key, access key | encrypt, encryption, tls, ssl | certificate, tls, ssl | vpn, tunnel, private network
firewall, network, ip address, allowlist | allowlist, whitelist | blocklist, blacklist, block | malware, virus, antivirus
password manager, 1password, vault | sso, single sign-on, okta, saml | log in, sign in, login | log out, sign out
lock, locked, locked out | install, setup, set up, installation | configure, configuration, settings, set up | uninstall, remove
enable, turn on, activate | disable, turn off, deactivate | restart, reboot | crash, fail, failure, broken
error, exception, failure | debug, troubleshoot, diagnose, investigation | investigate, investigation, root cause
workaround, mitigation, fix | mitigate, mitigation, reduce | rollback, roll back, revert, undo | undo, revert, restore
severity, priority, sev | urgent, emergency, asap, immediately | outage, downtime, incident, unavailable
status page, statuspage | postmortem, post-mortem, rca, root cause, incident review, retrospective
runbook, playbook, procedure | pager, pagerduty, opsgenie | server, host, machine, instance | cluster, kubernetes, k8s
kubernetes, k8s, helm | container, docker, image | virtual machine, vm, instance | cloud provider, aws, gcp, azure
google cloud, gcp | amazon, aws | terraform, infrastructure as code | infrastructure, infra, platform
network, dns, load balancer | cache, caching, redis | queue, job, worker | cron, scheduled, schedule
script, tool, cli, command line | command line, cli, terminal | repository, repo, codebase | branch, trunk, main
commit, change, patch | merge, rebase, integrate | review, reviewer, code review, feedback
approve, approval, sign off, sign-off | test, qa, quality assurance | flaky, flake, unstable | coverage, unit test
integration, connector, plugin | extension, plugin, add-on | webhook, callback, event | api, endpoint, interface
sdk, library, client library | frontend, ui, user interface, web app | backend, server side, api | mobile, ios, android
browser, chrome, firefox | editor, ide, vscode | shortcut, hotkey, keyboard | search, find, query | filter, narrow
sort, order, rank | import, upload, ingest | export, download, extract | spreadsheet, excel, sheet, csv
slides, presentation, deck | slide deck, presentation, pitch | diagram, chart, drawing | picture, image, photo, screenshot
video, recording, clip | voice, audio, podcast | file, document, attachment | folder, directory | link, url, hyperlink
website, site, web page | homepage, landing page, front page | form, questionnaire | signature, sign, esign | stamp, approve
tag, label, category | category, type, class | version, revision, edition | draft, proposal, work in progress
publish, release, post, launch | launch, release, go live, ship | announce, launch, communicate | press, media, journalist, pr
social media, twitter, linkedin | campaign, marketing, advertising | advertise, advertising, ads
audience, segment, persona, target group | persona, buyer, user type | brand, branding, identity | slogan, tagline, motto
style guide, writing style, tone | grammar, spelling, punctuation | capitalization, title case, uppercase
wording, phrase, copy, text | translation, localisation | lead, prospect, opportunity | pipeline, funnel, opportunities
quota, target, sales goal | commission, incentive, variable pay | territory, region, account assignment | close, win, won
lose, lost, churn | churn, cancel, cancellation | upsell, expansion, cross sell | renew, renewal, extension
contract value, arr, revenue | revenue, income, arr, sales | profit, margin | audit, compliance, soc 2
compliance, regulation, soc 2, gdpr | regulation, law, compliance | lawsuit, litigation, legal
copyright, intellectual property, ip | patent, intellectual property | trademark, logo, brand | open source, oss
licence, license, oss | risk, threat, danger | threat, attack, attacker | attack, hack, hacker, intrusion
penetration test, pentest | bug bounty, hackerone, vulnerability disclosure | patch, update, fix | dependency, library, package
scan, scanner, scanning | customer, client, user, buyer | user, customer, end user | account manager, csm, customer success
onboard, onboarding, welcome | complaint, escalation, unhappy | satisfied, satisfaction, csat, nps | nps, satisfaction, survey
feedback, input, opinion, suggestion | suggest, suggestion, propose, idea | idea, suggestion, brainstorm
brainstorm, ideation, workshop | workshop, session, sprint | sprint, iteration, cycle | milestone, phase, stage
backlog, queue, todo | task, todo, ticket, work item | project, initiative, effort | project manager, program manager, pm
product manager, pm | engineering manager, em | engineer, developer, programmer | designer, ux, product designer
analyst, data analyst, analytics | executive, leadership, exec, c-level | ceo, chief executive, founder
founder, cofounder, ceo | cto, chief technology officer | cfo, finance, chief financial officer
hr, human resources, people ops, people team | it, tech ops, it support, helpdesk | helpdesk, it support, service desk
finance, accounting | accounting, bookkeeping, finance | recruiter, talent, recruiting | assistant, admin, executive assistant
team lead, tech lead, manager | peer, colleague, teammate | stakeholder, partner, interested | volunteer, volunteering, charity
donate, donation, charity | charity, donation, nonprofit | social, fun, team building | team building, bonding, social
game, fun, hangout | party, celebration, event | welcome, greet, introduction | introduce, introduction, intro
introduction, overview, intro | history, background, past | story, history, narrative | future, roadmap, vision
purpose, why, reason, goal | reason, why, cause, rationale | expectation, expected, responsibilities
responsible, owner, accountable, dri | accountable, dri, owner | decision maker, approver, dri | authority, power, mandate
delegate, delegation, assign | assign, allocate, assignment | priority, prioritize, importance | prioritize, priority, triage
triage, prioritize, sort | estimate, estimation, sizing | scope, extent, boundary | requirement, spec, specification, needs
spec, specification, requirements | architecture, design, structure | structure, organization, layout
principle, value, tenet, belief | culture, values, norms | norms, working agreement, etiquette | etiquette, manners, norms
behave, behaviour, conduct | conduct, behaviour, code of conduct | ethics, conduct, integrity | honest, transparent, openness
transparency, open, transparent | trust, confidence | autonomy, independent, freedom
collaborate, collaboration, work together, cooperate | cooperate, collaboration, partnership | partner, partnership, alliance
reseller, channel partner | communicate, communication, talk | write, writing, document | notes, minutes, meeting notes
agenda, topics, plan | focus, concentration, deep work | interrupt, interruption, disturb | do not disturb, focus time, quiet
productivity, efficiency, effective | effective, efficiency, productive | habit, routine, practice
best practice, recommendation, tips | tips, advice, recommendation, hints | advice, guidance, counsel | mistake, error, failure
success, achievement, win | recognize, recognition, praise, kudos | praise, kudos, recognition, thank
thank, thanks, gratitude, kudos | reward, award, recognition | improve, improvement, better, enhance
skill, ability, competence, capability | competency, skill, framework | grow, development, progress
career, growth, progression, ladder | rating, score, grade | self review, self assessment | goal setting, goals, objectives
warning, disciplinary, discipline | severance, redundancy, layoff | layoff, redundancy, let go, termination
retire, retirement, pension | return, come back, give back | laptop return, return equipment, offboarding
repair, broken, replacement | replace, replacement, substitute | order, buy, purchase | deliver, shipping, delivery
shipping, delivery, courier, parcel | warehouse, storage, inventory | inventory, stock, asset | asset, equipment, device
customs, import, duty | quality, standard, excellence | standard, norm, convention | convention, naming, standard
safety, safe, health and safety | fire, evacuation, emergency | key, badge, access card | visitor, guest
guest, visitor, external | external, outside, third party | internal, in-house, private | public, open, external
anonymize, anonymise, pseudonymize | personal information, pii, personal data | retention, keep, delete after
consent, agree, opt in | unsubscribe, opt out | cookie, tracking, consent | app, application, software, tool, program
website, public site, web, online | typo, spelling mistake, mistake, correction, edit, fix | mac, macbook, macos, apple, laptop
windows, microsoft, pc | hacked, compromised, breach, security incident, attack | remotely, from home, distributed
salary band, pay range, level, compensation | onboarding, new hire, new teammate, start, join
joined, new hire, new teammate, onboarding | quit, resign, leaving, offboarding | leaves, leaving, departure, offboarding, exit
fired, termination, involuntary, offboarding | exit interview, leaving, offboarding
raise a request, file a ticket, open a ticket, submit a request, create an issue | file, submit, open, create
hand in, submit, turn in | hand, transfer, pass, assign, handoff | fill in, complete, fill out | sign up, register, enroll, join
register, enroll, enrollment, sign up | report, file, raise | receipt, expense, invoice | spend, expense, purchase, budget
pay back, reimburse, reimbursement | afford, budget | owner, dri, responsible, in charge, lead
in charge, responsible, owner, dri, owns | who owns, owner, responsible, dri | contact, reach, get in touch, slack channel, ask
reach, contact, email, channel | get in touch, contact, reach out | reach out, contact | question, faq, ask
questions, faq, frequently asked | common questions, faq | help channel, slack channel, ask | chat, conversation, talk, discuss
discuss, talk, conversation, discussion | heard, listen, feedback | listen, shadow, observe
shadow, observe, sit in, listen in, join a call | observe, watch, observer, shadow
weekly call, sync, weekly meeting, collaboration time | stand up, standup, daily | get together, gathering, offsite, meetup
gathering, offsite, get together, event | visit, travel, trip
works here, employment verification, proof of employment, employed
proof of employment, employment verification, employment letter | letter, document, verification | bank, mortgage, lender
poster, posting, notice | posting, poster, advert, job ad | job ad, job description, job posting, posting
job description, job posting, role description | vacancy, opening, open role, open position, requisition
requisition, opening, job | applicant tracking, greenhouse, ats | agency, agencies, recruiter | source, sourcing, sourcer
sourcing, finding candidates, outreach | outreach, reach out, prospecting, contact | questionnaire, screener, survey
testers, participants, users | taking part, participate, participation, participant | take part, participate, participation
incentive, reward, compensation, gift card | gift card, voucher, incentive, reward
easy to use, usability, usable, user friendly | usability, easy, ux | prototype, mockup, wireframe, design
mockup, wireframe, prototype, figma | figma, design file, mockup | icon, symbol, component, illustration
component, building block, element, design system | reusable, component, shared | design system, components, style guide
critique, design review, feedback | sketch, draft, drawing | notes, note taking, notetaking | notetaker, notes, observer
picture, avatar, photo, headshot | bio, biography, profile, team page | profile, bio, account | map, location
org, organization, company | subsidiary, entity, legal entity | entity, company, legal entity | ground rules, guidelines, norms
dos and don'ts, guidelines, rules | rulebook, policy, guidelines | acceptable, allowed, permitted, policy
allowed, permitted, may, can, policy | okay, ok, allowed, acceptable, fine | permitted, allowed | exempt, exception, exemption
exception, exemption, waive, override | skip, ignore, exclude, bypass, suppress | ignore, skip, suppress, dismiss
false positive, false alarm, not valid, incorrect | wrong, incorrect, invalid, mistake | turned off, disabled, deactivated
switch on, enable, turn on | switch off, disable, turn off | shut down, stop, turn off, decommission, teardown
decommission, retire, shut down, sunset, deprecate | sunset, deprecate, end of life, retire
deprecated, obsolete, outdated, disbanded | disbanded, dissolved, deprecated | outdated, stale, old, obsolete
fresh, new, recent | newest, latest, recent | set up, configure, create, provision | provision, set up, create
spin up, create, launch, provision, deploy | spin down, delete, teardown | roll out, deploy, release, launch
hold, pause, stop, freeze | pause, stop, halt, hold, suspend | freeze, code freeze, pause | stop, pause, halt, block, prevent
prevent, avoid, block, stop | full, out of space, space, capacity | out of space, full, disk space, no space left
disk space, storage, disk | run out, exhausted, full | memory, ram, oom | timeout, slow, latency, deadline
hang, stuck, frozen, unresponsive | stuck, blocked, hang, trouble | broke, broken, failing, incident
not working, broken, troubleshooting, problem, fails | does not work, broken, troubleshooting, problem
look into, investigate, debug | find out, determine, investigate, learn | root, superuser, admin
shell, terminal, exec, ssh, console | ssh, shell, console | log file, logs | pod, container, kubernetes
traffic, visits, visitors, requests, analytics | visit, session, page view | visitor, session, user
page views, traffic, visits | tracked, tracking, recorded, collected, logged | recorded, tracked, captured
events, telemetry, event stream | numbers, metrics, data, figures, statistics | numbers, dashboard, report
kpi, metric, measure | defined, definition, meaning, glossary | meaning, definition | stand for, mean, acronym, glossary
measure, track, metric, evaluate | query, sql, report | report, dashboard, analysis | data team, analytics, data and analytics
data request, analysis, project intake | warehouse, bigquery, database | money back, refund | bill, billing, invoice
billing, invoice, payment, subscription | subscription, plan, license | seat, license, user count | tier, plan, edition, level
free tier, free plan, free trial | enterprise, business, paid | paid, paying, commercial, enterprise
open sourced, open source, oss | contract, msa, legal agreement | nda, non-disclosure, confidentiality agreement, mutual nda
lawyer, attorney, law firm, counsel, legal | attorney, legal, lawyer | law firm, attorney, legal, counsel
procurement, purchasing, vendor | vendor security, security review, third party risk
security questionnaire, customer security review, security review | security questions, security questionnaire, trust portal
certificates, soc 2, compliance, attestation | security documents, trust portal, soc 2, security review
pen test, penetration test | security hole, vulnerability, security issue | known vulnerabilities, cve, accepted cves
accepted, known, acknowledged | risk, hazard, exposure | risk register, risk management, risk treatment
hard disk encryption, filevault, bitlocker, disk encryption | encrypt, encryption, filevault, bitlocker
antivirus, endpoint protection, malware, virus | device management, mdm, jamf, endpoint
lost laptop, stolen, lost device, security incident | screen lock, lock screen, inactivity
passwords, credentials, password policy | admin rights, privileged access, administrator, permissions
rights, permissions, access, privileges | elevated, privileged, admin | revoke, remove access, deprovision, take away
giving access, grant, access control, provision | grant, give, access | request access, access request, ask for access
login problem, cannot log in, locked out, okta | machine account, service account, bot | bot, automation, automated
automatic, automated, automation, automatically | automatically, auto, automated | manually, by hand, manual
at once, bulk, batch, multiple, several, together | several, multiple, many, bulk
several pages, multiple files, multiple pages | bulk, batch, mass | undo, revert, roll back
change history, changelog, history, revision | changelog, release notes, what changed | release notes, changelog, release post
release post, blog post, announcement, release | what's new, changelog, release notes, announcement
big launch, launch event, major release | merged, published, live, deployed | go live, publish, deploy, visible
visible, live, appear, show | appear, show up, visible | pull request, proposal, change request
suggest a change, propose, pull request, edit | approve a change, review, approval, approve
out of date, outdated, behind, stale | conflict, merge conflict | lint, check, formatter, linter | checks, ci, validation
red, failing, failed, broken | green, passing, passed | main branch, trunk, master | monorepo, repository, codebase
code base, codebase, repository | walk through, walkthrough, tour, overview | tour, walkthrough, overview, introduction
how it works, architecture, overview | under the hood, architecture, internals | internals, architecture, implementation
go to definition, code navigation, find references, code intelligence | syntax highlighting, highlighting, highlighter
autocomplete, completion, completions | ai, artificial intelligence, llm, assistant | llm, language model, ai
prompt, context, query | plugin, extension, integration, connector
talk to each other, integration, sync, connection, connected | sync, synchronize, integration, connect
connect, integration, link, sync | convert, conversion, turn into | difference between, versus, compared
versus, vs, compared, difference | different from, compare, versus, alternative | rival, competitor, competition
pitch, deck, presentation, messaging | talking points, messaging, pitch | objections, concerns, common questions
prospects, prospective customers, leads | rep, sales rep, account executive, ae, seller | account executive, ae, seller, rep
ae, account executive | sdr, sales development, prospecting | se, sales engineer, customer engineer, ce
sales engineer, customer engineer, solutions engineer | technical advisor, ta, customer success
customer success, csm, technical advisor, ta | health score, customer health, usage | adoption, usage, engagement, active users
active users, usage, adoption, mau, dau | drops, decline, decrease, drop, falls | at risk, churn, risk, escalation
technical win, tech win, technical validation | won, closed won, win | close a deal, closed won, win
discovery, qualification, discovery call | qualify, qualification, criteria | target account, account list, ideal customer
ideal customer, target account, icp | event sponsorship, sponsor, conference, field marketing
webinar, online event, livestream | livestream, stream, webinar | ad, ads, advertisement, advertising, digital campaign
landing page, web page, microsite | seo, search engine, organic | content, article, blog, copy
case study, customer story, reference | customer story, case study, testimonial | ambassador, champion, advocate
community, developers, open source, meetup | maintenance, downtime, planned outage, maintenance window
planned downtime, maintenance window, maintenance | sla, service level, response time | response time, sla, first response
ticket priority, severity, priority | first response, sla, reply | on duty, on call, rotation, support rotation
my turn, rotation, on call, shift | rota, rotation, schedule, shift | asleep, night, time zone, out of hours
out of hours, weekend, on call, after hours | holiday cover, coverage, backup, out of office
out of office, vacation, away, time off | sabbatical, leave, long leave | maternity leave, parental leave
paternity leave, parental leave | unpaid leave, leave of absence | leave of absence, unpaid leave, long term leave
sick day, sick leave, time off | get well, sick, recovery | moved house, address change, relocation
get married, marriage, wedding, name change | baby, newborn, parental leave | birthday, anniversary, celebration, gift
anniversary, work anniversary, milestone | farewell, goodbye, leaving, departure | recognition, award, praise, bonus
peer bonus, spot bonus, award | referral bonus, refer a friend, referral | stock options, equity, options, shares, vesting
vest, vesting, equity, unvested | exercise, options, equity | total compensation, total rewards, salary, equity, benefits
total rewards, package, compensation, benefits | package, compensation, total rewards | cost of living, location, zone, pay zone
pay zone, location zone, region | level, levels, leveling, career framework | promoted, promotion, career development, level up
staff, senior, principal, level | senior, staff, level | what is expected, expectations, career framework, responsibilities
expected, expectations, responsibilities, framework | job title, title, role | direct reports, team members, reports
manager of, manager, reports to | become a manager, new manager, manager transition
new manager, first time manager, manager transition | underperforming, performance improvement, low performance
one to one, one on one, 1-1 | skip level, manager, one on one | career talk, career conversation, development
learn, training, learning, course, education | learning budget, education budget, development stipend | course, training, module
mandatory training, compliance training, required training | workshop, training, session
mental, therapy, wellbeing, counseling | feel, sentiment, wellbeing, feelings | mood, sentiment, morale
morale, sentiment, engagement | lgbt, queer, gay, lesbian, trans, transgender, lgbtq | gay, queer, lgbtq
trans, transgender, queer, gender | women, gender, diversity | minority, underrepresented, diversity
employee group, employee resource group, erg, cohort, affinity group | affinity group, employee resource group, cohort
bias, prejudice, unconscious bias | bullied, bullying, harassment | sexual harassment, harassment | unfair, discrimination, bias
whistleblower, report misconduct, ethics | rude, tone, respectful, conduct | apologize, sorry, apology
say no, decline, turn down | bad news, communicate, difficult | difficult conversation, feedback, conflict
argue, disagree, conflict | hear back, feedback, response | remind, reminder, follow up | follow up, next steps, reminder
next steps, action items, follow up | action items, tasks, follow up | to do, tasks, todo, checklist
prepare, preparation, prerequisites, ready | before we start, prerequisites, preparation | prerequisite, requirement, before
need before, prerequisites, requirements | install, deploy, deployment, implementation
implementation, installation, deployment, rollout | move to another, migrate, migration | another cluster, migrate, migration
copy, duplicate, clone | clone, copy, fork | rename, name, change the name | what to call, naming, name
how long, duration, timeline, length | how much, cost, amount, price, compensation | how many, number, count, limit
how often, frequency, cadence, recurring | limit, maximum, cap, threshold | maximum, limit, most, cap
minimum, least, threshold | by when, deadline, due, timeline | late payment, overdue, collections
when is, date, schedule, calendar | every month, monthly | every week, weekly | every year, annual, yearly
twice a year, biannual, every six months | six months, half year, biannual | two weeks, sprint, biweekly
three months, quarter, 90 days | first month, 30 days, onboarding | 90 days, three months, onboarding, milestones
first week, onboarding, week 1 | day one, first day, onboarding | whole company, company wide, all hands, everyone
company wide, all teammates, everyone | everyone, all teammates, whole company | elsewhere, other, another
outside the company, external, public | inside the company, internal | public site, website | public instance, production
prod, production | staging, test environment, preprod | test environment, staging, sandbox, dogfood
sandbox, demo, test instance | dogfood, internal instance, own product | own product, dogfood | gateway, proxy
background, context, history | reason, motivation, why, rationale | pros and cons, tradeoffs, advantages, comparison
tradeoff, pros and cons, compromise | principles, values, philosophy, approach | philosophy, principles, approach
approach, method, strategy, process | method, methodology, approach | way of working, ways of working, how we work, process
how we work, ways of working, process, operate | works with, collaborate, working with, partnership
working with, collaborate, partner | cross functional, other teams, collaboration | other team, another team, cross team
hand over to another team, transfer, escalate | team charter, mission, responsibilities, ownership | charter, mission, purpose
what does the team do, responsibilities, mission, charter | office address, mailing address, headquarters
headquarters, office, hq | phone number, contact, telephone | tax id, ein, w9 | w9, tax form, tax id
payslip, pay statement, payroll | paycheck, payroll, payslip, salary | bonus payout, commission, bonus
per diem, daily allowance, meals | hotel room, accommodation, lodging | plane, flight, airfare
business class, flight, travel class | book a trip, travel, booking | book, reserve, schedule, booking
meeting room, room, coworking | coworking, office space, desk space | home office, remote work setup, desk, equipment
standing desk, desk, furniture | broken laptop, laptop, replacement, repair | new laptop, laptop refresh, replacement, hardware
software license, license, application access
`;

/** Read at the first question: a server that is asked nothing holds nothing of it. */
let read: ReadonlyMap<string, ReadonlySet<string>> | null = null;

const byWord = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const words = new Map<string, Set<string>>();
  for (const line of ALIKE.trim().split(/\n| \| /u)) {
    const group = line.split(', ').map((one) => one.replace(/[-:]/gu, ' '));
    for (const one of group) {
      const others = words.get(one) ?? new Set<string>();
      for (const other of group) if (other !== one) others.add(other);
      words.set(one, others);
    }
  }
  return words;
};

const NONE: ReadonlySet<string> = new Set();

/** What else people say for a word, or for two or three in a row. Words in a row are joined by a space. */
export const alike = (said: string): ReadonlySet<string> => {
  read ??= byWord();
  for (const form of formsOf(said)) {
    const others = read.get(form);
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
