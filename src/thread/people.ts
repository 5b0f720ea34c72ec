import type { Message, Person, Stance } from './message.ts';

/** Who spoke, in the order of the map's lanes, with the letters over a lane. */
export const PEOPLE: readonly { readonly id: Person; readonly name: string; readonly letters: string }[] = [
  { id: 'Horon', name: 'Avihai Horon', letters: 'H' },
  { id: 'Quintela', name: 'Juan Quintela', letters: 'Q' },
  { id: 'Williamson', name: 'Alex Williamson', letters: 'W' },
  { id: 'Gunthorpe', name: 'Jason Gunthorpe', letters: 'G' },
  { id: 'Martins', name: 'Joao Martins', letters: 'M' },
  { id: 'releases', name: 'QEMU', letters: 'R' },
  { id: 'elsewhere', name: 'Elsewhere', letters: 'E' },
];

type Speaker = Pick<Message, 'who' | 'project'>;

/** A person's full name, `QEMU` for a release, or the project in which the question came back. */
export const nameOf = ({ who, project }: Speaker): string => project ?? PEOPLE.find(({ id }) => id === who)!.name;
/** The same in a word, for the map. */
export const shortNameOf = (speaker: Speaker): string =>
  speaker.who === 'releases' || speaker.who === 'elsewhere' ? nameOf(speaker) : speaker.who;

/** What somebody does with a claim, before the claim itself; English, for `t`. */
export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  says: 'Says',
  proposes: 'Proposes',
  objects: 'Objects',
  asks: 'Asks',
  agrees: 'Agrees',
  withdraws: 'Withdraws',
  decides: 'Settled',
};
