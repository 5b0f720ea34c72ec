/** Whether the tour is offered: until it was taken or declined, on this browser. */
export function isInvited(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    // Storage is blocked: it would be offered again at every visit.
    return false;
  }
}

/** Offers it no more. */
export function forgetInvitation(): void {
  try {
    localStorage.setItem(KEY, '1');
  } catch {
    // Then it was not offered.
  }
}

const KEY = 'switchover-tour';
