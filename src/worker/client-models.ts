/* What formulas say of a scenario, for the page: pure and small, so no worker is asked. */
export { modelInputs } from '../engine/models/inputs.ts';
export type { Bounds, MigrationModel, ModelName, ModelPrediction } from '../engine/models/model.ts';
export { MODELS } from '../engine/models/models.ts';
