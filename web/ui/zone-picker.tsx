import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useNow } from './clock.ts';
import { Combobox } from './combobox.tsx';
import type { FieldLook } from './field.tsx';
import { detectedZone } from './reader.ts';
import { t } from './strings.ts';
import { placeOf } from './time.ts';
import { zoneOptions } from './zones.ts';

/** A time zone by city, country or name, each with its clock. Says which one this device is in. */
export const ZonePicker = (
  props: FieldLook & { readonly value: string | null; readonly onChange: (zone: string) => void },
): ReactNode => {
  const at = Math.floor(useNow() / 60_000) * 60_000;
  const options = useMemo(() => zoneOptions(at), [at]);
  const hint = props.hint ?? t('detected', { place: placeOf(detectedZone()) });
  return <Combobox {...props} options={options} hint={hint} />;
};
