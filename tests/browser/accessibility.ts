import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

import { repository } from '../support/places';

const axeSource = fs.readFileSync(path.join(repository, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds in our part of the page (Strapi's own frame is Strapi's), of those that keep somebody out: one line each. */
export async function seriousViolations(page: Page, within = 'main'): Promise<string[]> {
  await page.evaluate(axeSource); // a script element would be refused by the admin panel's content security policy
  return page.evaluate(async (within) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // A colour on its way from one to another is nobody's.
    const endless = (animation: Animation) => animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    await Promise.allSettled(document.getAnimations().flatMap((animation) => (endless(animation) ? [] : [animation.finished])));
    const { violations } = await axe.run(within);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
      );
  }, within);
}

/** Elements of ours that reach beyond the window, hide part of their words or have to be scrolled aside; empty: nothing is cut off. */
export function cutOff(page: Page, within = 'main'): Promise<string[]> {
  return page.evaluate((within) => {
    const width = document.documentElement.clientWidth;
    const name = (element: Element) => `${element.tagName.toLowerCase()} "${element.textContent?.trim().slice(0, 60)}"`;
    const inside = [...document.querySelectorAll(`${within} *`)].filter((element) => element.getClientRects().length > 0);
    const beyond = inside.filter(
      (element) => element.getBoundingClientRect().right > width + 1 && getComputedStyle(element).position !== 'absolute',
    );
    const hidden = inside.filter((element) => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      return (
        element.scrollWidth > element.clientWidth + 1 && (textOverflow === 'ellipsis' || overflowX === 'hidden') && element.clientWidth > 1
      );
    });
    const aside = inside.filter(
      (element) => element.scrollWidth > element.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
    );
    // Of the home page, what is beside ours is Strapi's.
    const page =
      within === 'main' && document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    const named = (what: string, elements: readonly Element[]) => elements.map((element) => `${what}: ${name(element)}`);
    return [...page, ...named('beyond', beyond), ...named('cut off', hidden), ...named('to be scrolled', aside)];
  }, within);
}
