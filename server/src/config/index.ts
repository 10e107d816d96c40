import { defaults } from './defaults';
import { validator } from './validate';

export type { PluginConfig } from './defaults';
export { resolveConfig, type ResolvedConfig } from './resolve';

/** In the shape Strapi loads: the defaults below what config/plugins says, and a check that stops the start. */
export const config = { default: defaults, validator };
