import type { Directory } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import { calibrate, type Calibration } from '#kernel/sim/calibration.ts';
import { compare } from '#kernel/sim/compare.ts';
import { USUAL_CONDUCT } from '#kernel/sim/conduct.ts';
import type { Observed } from '#kernel/sim/fit.ts';
import { usualResponses, type ResponseModel } from '#kernel/sim/response.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { SimulationReport } from './report.ts';

export interface SimulationAsked {
  readonly protocols: readonly Protocol[];
  readonly seed: string;
  readonly actors: number;
  readonly days: number;
  readonly worlds: number;
  /** How far back people's answers are looked at. */
  readonly from: Instant;
  readonly to: Instant;
}

/** [safety] What is learned of fewer is learned of somebody. */
const FEWEST = 5;

/** [S2] [S3] How people answered here, where that is of enough of them and comes true; else how people answer elsewhere, and the report says so. */
const fittedTo = (asks: readonly Observed[]): { readonly model: ResponseModel; readonly calibration: Calibration } => {
  const people = new Set<ActorId>(asks.map(({ actor }) => actor));
  if (asks.length > 0 && people.size < FEWEST) {
    const why = `Not calibrated: of what you can see, ${people.size} ${people.size === 1 ? 'person was' : 'people were'} asked anything, and at least ${FEWEST} are needed so that nobody's own times show. People answer as is usual elsewhere.`;
    return { model: usualResponses(), calibration: { calibrated: false, coverage: null, fitted: 0, heldOut: 0, why } };
  }
  const { model, calibration } = calibrate(asks);
  const why =
    asks.length === 0
      ? 'Not calibrated: nobody was asked anything here yet, as far as you can see. People answer as is usual elsewhere.'
      : calibration.why;
  return { model: model.fitted ? model : usualResponses(), calibration: { ...calibration, why } };
};

/** Plays protocols in worlds of chance, with people who answer as those of the organization did. Pure. */
export const simulating = (
  { protocols, seed, actors, days, worlds, to }: SimulationAsked,
  asksOf: (directory: Directory) => readonly Observed[],
  directory: Directory,
  tell: (done: number, of: number) => void,
): SimulationReport => {
  const { model, calibration } = fittedTo(asksOf(directory));
  const conduct = { ...USUAL_CONDUCT, responses: model };
  const told = compare({ protocols, conduct, calibration, seed, actors, days, from: to, worlds }, tell);
  // What cannot be said (NaN) is null in JSON.
  return SimulationReport.parse(JSON.parse(JSON.stringify(told)));
};
