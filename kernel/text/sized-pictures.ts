import { outsideCode } from './outside-code.ts';

const SIZED =
  /(!\[[^\]\n]{0,500}\]\((?:<[^<>\n]{1,1000}>|[^\s()<>]{1,1000}))(\s+"[^"\n]{0,300}")?\s+=(?:\d{1,5}%?)?x(?:\d{1,5}%?)?\s*\)/g;

/** `![Dock](dock.png =300x200)`, as Wiki.js and HackMD write it, is a picture to everybody. In blocks of code it stays. */
export const withPlainPictures = (text: string): string =>
  /\s=\d*%?x\d*%?\s*\)/.test(text) ? outsideCode(text, (line) => line.replace(SIZED, '$1$2)')) : text;
