import type { Gesture } from '../../charts/gesture.ts';
import type { Place } from '../../store/sweep-slice.ts';
import { useAppStore } from '../../store/use-app.ts';
import { showLab } from '../show-lab.ts';
import { placeText } from './words.ts';

/** The same in every figure: a look is shown on the right, a click opens the run in the Lab, with Shift adds it to Compare. */
export function useRunGestures(): (place: Place, how: Gesture) => void {
  const store = useAppStore();
  return (place, how) => {
    const { lookAt, openPlaceInLab, addPlaceToCompare, askHere, sweepPlan } = store.getState();
    lookAt(place);
    if (how === 'open') {
      openPlaceInLab(place);
      showLab();
    } else if (how === 'add') addPlaceToCompare(place, placeText(sweepPlan, place));
    else if (how === 'ask') askHere();
  };
}
