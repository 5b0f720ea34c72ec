/** What each figure shows and what its marks mean: the sentences under it, for files and for the report; English, for `t`. */
export const CAPTIONS = {
  curve:
    'Bytes that remain to be sent (line) against the threshold at or below which the guest may be stopped. Rings: looks at the dirty log, after which what was found is added. Grey ground: the guest stands still.',
  'expected-downtime':
    'The downtime that QEMU expects from what remains and the measured bandwidth, on a logarithmic scale, against the limit.',
  passes:
    'Pages sent in each pass, upwards, against pages that the look at its end found dirty, downwards. A bar is as wide as its pass took and as high as pages went a second. Striped: sent although already there; pale: zero pages.',
  states: 'Who was in which state, and what share of the link was in use.',
  downtime: 'What the guest’s pause was spent on, part after part.',
  'source-pages': 'Every page of the source: a cell stands for one or more neighbouring pages, row by row.',
  'destination-pages': 'Every page of the destination: a cell stands for one or more neighbouring pages, row by row.',
  'difference-pages':
    'Where the destinations of two runs differ: a cell stands for one or more neighbouring pages, row by row.',
  timeline:
    'Above: bytes that remain to be sent (line), the threshold at or below which the guest may be stopped, looks at the dirty log (rings), and where the guest stands still (grey ground). Below: pages sent in each pass, upwards, against those found dirty at its end, downwards; then who was in which state.',
  curves:
    'Bytes that remain to be sent (line) and the threshold at or below which the guest may be stopped, for each run on the same scales. Grey ground: the guest stands still.',
} as const;
