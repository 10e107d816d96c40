import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

import { networkCause, type NetworkCause } from '../causes/network';
import type { Effects } from './network-and-clock';
import { retryAfterMs } from './retry-after';
import { takeAnswer } from './take-answer';

const TIME_OUT_MS = 20_000;
/** Tokens have a few thousand bytes; so have the documents that tell where they are had. */
const MOST_BYTES = 1_000_000;

/** What the token endpoint answered last. MSAL's errors do not tell a fault of the service from a refusal, this does. */
export interface TokenTraffic {
  status: number | null; // null: nothing was asked, 0: no answer came
  isJson: boolean;
  retryAfterMs: number | null;
  /** Why no answer came, in words. */
  lost?: { readonly cause: NetworkCause; readonly message: string } | undefined;
}

export interface TokenNetwork extends INetworkModule {
  readonly traffic: TokenTraffic;
}

/** MSAL's way to the sign-in service: fetch with a time-out, no redirects. */
export function createTokenNetwork(effects: Pick<Effects, 'fetch' | 'now' | 'timeOut'>): TokenNetwork {
  const traffic: TokenTraffic = { status: null, isJson: true, retryAfterMs: null };

  async function fetched(url: string, init: RequestInit): Promise<Response> {
    try {
      return await effects.fetch(url, init);
    } catch (error) {
      traffic.lost = networkCause(error, url);
      throw error;
    }
  }

  async function exchange<T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    Object.assign(traffic, { status: 0, isJson: true, retryAfterMs: null, lost: undefined });
    const response = await fetched(url, {
      method,
      headers: options?.headers ?? {},
      redirect: 'manual',
      signal: effects.timeOut(TIME_OUT_MS),
      ...(method === 'POST' ? { body: options?.body ?? '' } : {}),
    });
    const { bytes, isTooLarge } = await takeAnswer(response, { most: MOST_BYTES, mayLeaveOut: false });
    const text = isTooLarge ? '' : new TextDecoder().decode(bytes);
    traffic.status = response.status;
    traffic.retryAfterMs = retryAfterMs(response.headers.get('retry-after'), effects.now());
    const body = objectOf(text);
    traffic.isJson = body !== null;
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (body ?? {}) as T };
  }

  return {
    traffic,
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
}

/** Asks nobody: with it MSAL can only answer out of its cache, and cannot rotate a refresh token behind our back. */
export function createOfflineNetwork(): TokenNetwork {
  const refuse = () => Promise.reject(new Error('offline'));
  return { traffic: { status: null, isJson: true, retryAfterMs: null }, sendGetRequestAsync: refuse, sendPostRequestAsync: refuse };
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
