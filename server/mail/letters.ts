/** The words of the mails about accounts. */
export interface Letter {
  readonly subject: string;
  readonly body: string;
}

export const resetLetter = ({
  name,
  link,
  minutes,
}: {
  readonly name: string;
  readonly link: string;
  readonly minutes: number;
}): Letter => ({
  subject: 'A new password for Proceed',
  body: `${name},

somebody asked for a new password for your account. If it was you, choose one here within ${minutes} minutes:

${link}

If it was not you, nothing has to be done: your password stays as it is.
`,
});

export const invitationLetter = (about: {
  readonly host: string;
  readonly organization: string;
  readonly name: string;
  readonly link: string;
  readonly days: number;
}): Letter => ({
  subject: `${about.host} invites you to ${about.organization}`,
  body: `${about.name},

${about.host} invites you to ${about.organization} on Proceed, where work goes on without meetings: you are asked in your own
working hours, and nothing reaches you outside of them. So the first thing to choose is your hours:

${about.link}

The link works once, within ${about.days} days.
`,
});

/** To the address that somebody had: whoever reads it may not have been the one who changed it. */
export const mailLeftLetter = ({ name, to }: { readonly name: string; readonly to: string }): Letter => ({
  subject: 'Your mail address for Proceed was changed',
  body: `${name},

from now on you sign in with ${to}, and what concerns you is mailed there; nothing more comes to this address. If this was not you, tell a
steward of your organization now.
`,
});

export const mailArrivedLetter = ({ name }: { readonly name: string }): Letter => ({
  subject: 'This is your mail address for Proceed now',
  body: `${name},

you sign in with this address from now on, and what concerns you is mailed here.
`,
});

export const passwordChangedLetter = ({ name }: { readonly name: string }): Letter => ({
  subject: 'Your password for Proceed was changed',
  body: `${name},

the password of your account was changed, and every other session was ended. If this was not you, ask for a new password now and
tell a steward of your organization.
`,
});
