import * as v from 'valibot';
import { t } from '../language/t.ts';
import { FIELDS, type FieldName } from '../scenario/fields.ts';
import { LinkError } from '../scenario/input-error.ts';
import { linkJson, readLinkState } from '../scenario/link.ts';
import { linkName, packed, unpacked } from '../scenario/packed.ts';
import { isScenes, partsOf } from './hash-parts.ts';
import { MOST_SCENES, MOST_TITLE_CHARACTERS, type Scene, type Show } from './show-slice.ts';

/*
 * How the app is shown, in the address: `show=present` or `show=embed`, `free=` and the names of the fields that may be
 * changed (none: the run is only to be looked at), and `scenes=1.` with the scenes of a talk, packed.
 */

const SCENES = 'scenes=1.';

/** @throws LinkError for a way to be shown or a field that there is not */
export function showInHash(hash: string): Show {
  const showing = textAfter(hash, 'show=') ?? 'full';
  if (showing !== 'full' && showing !== 'present' && showing !== 'embed')
    throw fault(
      'show',
      t('{value} is not known here', { value: showing.slice(0, 20) }),
      t('Known are present and embed.'),
    );
  const free = textAfter(hash, 'free=');
  return { showing, freeFields: free === null ? null : free.split(',').filter(Boolean).map(fieldOf) };
}

/** The parts of a hash that say `show`. */
export const partsOfShow = ({ showing, freeFields }: Show): string[] => [
  ...(showing === 'full' ? [] : [`show=${showing}`]),
  ...(freeFields === null ? [] : [`free=${freeFields.join(',')}`]),
];

/**
 * The scenes that a hash holds; none is an empty list.
 * @throws LinkError for scenes that the app did not write
 */
export async function scenesInHash(hash: string): Promise<readonly Scene[]> {
  const part = partsOf(hash).find(isScenes);
  if (!part) return [];
  if (!part.startsWith(SCENES))
    throw fault('scenes', t('these scenes are of another version'), t('Open them with the app that made them.'));
  const parsed = v.safeParse(scenesSchema, await unpacked(part.slice(SCENES.length)));
  if (!parsed.success) throw fault('scenes', t('these scenes are damaged'), t('Copy the whole link again.'));
  return parsed.output.map(({ title, ...state }) => ({ title, state: readLinkState(state) }));
}

/** The part of a hash that holds `scenes`. */
export async function partOfScenes(scenes: readonly Scene[]): Promise<string> {
  return `${SCENES}${await packed(JSON.stringify(scenes.map(({ title, state }) => ({ title, ...linkJson(state) }))))}`;
}

const scenesSchema = v.pipe(
  v.array(
    v.looseObject({
      title: v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_TITLE_CHARACTERS)),
      scenario: v.unknown(),
    }),
  ),
  v.maxLength(MOST_SCENES),
);

function textAfter(hash: string, prefix: string): string | null {
  return (
    partsOf(hash)
      .find((part) => part.startsWith(prefix))
      ?.slice(prefix.length) ?? null
  );
}

function fieldOf(name: string): FieldName {
  if (!Object.hasOwn(FIELDS, name))
    throw fault('free', t('{name} is not a field of a scenario', { name: name.slice(0, 40) }), '');
  return name as FieldName;
}

const fault = (field: string, text: string, advice: string) =>
  new LinkError(linkName(), { field, fault: text, advice });
