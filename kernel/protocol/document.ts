/** A protocol as the engine runs it: one YAML document, checked. The engine's module gives this its shape. */
export interface Protocol {
  readonly id: string;
  readonly on: string;
}
