import type { ReactNode } from 'react';
import { Rule, WindowProof } from '#ui/protocols';
import type { Decision } from './decided.ts';
import { blockers } from './facts.tsx';

/** Why the window ends when it ends, and the rule in words. */
export const Why = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { proof, protocol, outcome } = decision;
  if (!proof) return null;
  return (
    <>
      <WindowProof proof={proof} outcome={outcome} blocked={blockers(decision).length > 0} />
      {protocol && <Rule protocol={protocol} />}
    </>
  );
};
