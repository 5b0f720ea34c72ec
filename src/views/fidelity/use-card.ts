import { useEffect, useState } from 'react';
import { CARD_FILE, type FidelityCard, parseCard } from '../../traces/fidelity-card.ts';
import { fetchShipped } from '../shipped-file.ts';

export type Card =
  | { readonly kind: 'fetching' }
  | { readonly kind: 'ready'; readonly card: FidelityCard }
  /** With a few words on why. */
  | { readonly kind: 'missing'; readonly why: string };

/** Fetched once, when the screen is opened. */
export function useCard(): Card {
  const [card, setCard] = useState<Card>({ kind: 'fetching' });
  useEffect(() => {
    let isGone = false;
    const show = (found: Card) => {
      if (!isGone) setCard(found);
    };
    fetchShipped(CARD_FILE)
      .then((text) => show({ kind: 'ready', card: parseCard(text) }))
      .catch((error: unknown) =>
        show({ kind: 'missing', why: error instanceof Error ? error.message : String(error) }),
      );
    return () => {
      isGone = true;
    };
  }, []);
  return card;
}
