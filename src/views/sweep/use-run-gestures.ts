import type { Gesture } from '../../charts/gesture.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Place } from '../../store/sweep-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { showLab } from '../show-lab.ts';
import { placeText } from './words.ts';

/** The same in every figure: a look is shown on the right, a click opens the run in the Lab, with Shift adds it to Compare. */
export function useRunGestures(): (place: Place, how: Gesture) => void {
  const { lookAt, openPlaceInLab, addPlaceToCompare, askHere } = useAppStore().getState();
  const plan = useApp(planOf);
  return (place, how) => {
    lookAt(place);
    if (how === 'open') {
      openPlaceInLab(place);
      showLab();
    } else if (how === 'add') addPlaceToCompare(place, placeText(plan, place));
    else if (how === 'ask') askHere();
  };
}

const planOf = (state: AppState) => state.sweepPlan;
