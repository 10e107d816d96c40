import { proveOnBooted } from '../convergence/booted-histories';

proveOnBooted('postgres');
