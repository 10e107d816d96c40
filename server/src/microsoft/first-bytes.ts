/**
 * What a page begins with, as unpacked, up to so many bytes: the rest is not received. For what is no JSON, whose values `takeAnswer` counts, and of
 * which a part means something.
 */
export async function firstBytes(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  for (let length = 0; length < most;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) break;
    parts.push(value as Uint8Array);
    length += (value as Uint8Array).length;
  }
  await reader?.cancel().catch(() => undefined); // it is over, one way or the other
  return Buffer.concat(parts).subarray(0, most).toString();
}
