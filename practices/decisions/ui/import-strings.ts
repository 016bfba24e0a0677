import { catalogue } from '#web/ui/language.ts';

/** The words of importing records. */
export const t = catalogue('decisions.import', {
  title: 'Import decision records',
  lead: 'A folder of Markdown files: MADR, Nygard, log4brains, RFCs. Each file that is a record becomes a decision with its status, date and links; nothing leaves this device but those.',
  space: 'Into the space',
  folder: 'Choose a folder',
  files: 'Choose files',
  drop: 'Or drop a folder here.',
  reading: 'Reading {done} of {total} files',
  sending: 'Importing {done} of {total} records',
  cancel: 'Cancel',
  cancelled: 'Cancelled. {done} of {total} records were imported; importing again goes on where this ended.',
  created: { one: '{n} decision imported', other: '{n} decisions imported' },
  changed: { one: '{n} had a changed text', other: '{n} had changed texts' },
  unchanged: { one: '{n} was there already, unchanged', other: '{n} were there already, unchanged' },
  nothingChanged: 'Nothing changed: all {n} records were here already.',
  noRecords: 'No record was found.',
  noFiles: 'There is no Markdown file in it.',
  refused: { one: '{n} file was not imported', other: '{n} files were not imported' },
  warnings: { one: '{n} file was read with a remark', other: '{n} files were read with remarks' },
  toLog: 'To the decisions',
  again: 'Import another folder',
  noSpace: 'There is no space in which you may write. Ask a steward for one.',
  broken: 'The files could not be read here',
  brokenDetail: 'This browser ended the reading. Nothing more was sent; importing again changes nothing that was imported.',
  tooSlow: 'Reading it took too long.',
});
