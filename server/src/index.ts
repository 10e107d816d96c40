import { bootstrap, destroy } from './bootstrap';
import { config } from './config';
import { contentTypes } from './content-types';
import { controllers } from './controllers';
import { register } from './register';
import { policies } from './policies';
import { routes } from './routes';
import { services } from './services';

export default { register, bootstrap, destroy, config, contentTypes, controllers, routes, services, policies, middlewares: {} };
