/** The code of a screen did not come: the server was out of reach, or what it serves is not what runs here. */
export class Unloaded extends Error {}
