import { css, styled } from 'styled-components';

import { tones } from './people';

/** The library's own theme, with the colours, sizes and letters of the design system in place of its palette. */
export const GridFrame = styled.div`
  --fc-classic-primary: ${({ theme }) => theme.colors.primary600};
  --fc-classic-primary-foreground: ${({ theme }) => theme.colors.buttonNeutral0};
  --fc-classic-button: ${({ theme }) => theme.colors.neutral0};
  --fc-classic-button-border: ${({ theme }) => theme.colors.neutral200};
  --fc-classic-button-strong: ${({ theme }) => theme.colors.neutral100};
  --fc-classic-button-strong-border: ${({ theme }) => theme.colors.neutral200};
  --fc-classic-button-outline: ${({ theme }) => theme.colors.primary600};
  --fc-classic-button-foreground: ${({ theme }) => theme.colors.neutral800};
  --fc-classic-event: ${({ theme }) => theme.colors.primary100};
  --fc-classic-event-contrast: ${({ theme }) => theme.colors.neutral800};
  --fc-classic-background-event: ${({ theme }) => theme.colors.neutral150};
  --fc-classic-background-event-opacity: 15%;
  --fc-classic-background-event-foreground-opacity: 50%;
  --fc-classic-highlight: ${({ theme }) => theme.colors.primary100};
  --fc-classic-today: ${({ theme }) => theme.colors.neutral100};
  --fc-classic-now: ${({ theme }) => theme.colors.danger600};
  --fc-classic-small-dot-width: 8px;
  --fc-classic-large-dot-width: 10px;
  --fc-classic-background: ${({ theme }) => theme.colors.neutral0};
  --fc-classic-faint: ${({ theme }) => theme.colors.neutral100};
  --fc-classic-muted: ${({ theme }) => theme.colors.neutral150};
  --fc-classic-strong: ${({ theme }) => theme.colors.neutral200};
  --fc-classic-foreground: ${({ theme }) => theme.colors.neutral800};
  --fc-classic-faint-foreground: ${({ theme }) => theme.colors.neutral600};
  --fc-classic-muted-foreground: ${({ theme }) => theme.colors.neutral600};
  --fc-classic-border: ${({ theme }) => theme.colors.neutral200};
  --fc-classic-strong-border: ${({ theme }) => theme.colors.neutral300};

  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral800};
  border-radius: ${({ theme }) => theme.borderRadius};
  box-shadow: ${({ theme }) => theme.shadows.filterShadow};
  min-width: 0;

  && > div {
    font-size: ${({ theme }) => theme.fontSizes[2]};
  }

  [role='gridcell'] {
    min-height: 7rem;
  }

  .label {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.4rem;
    min-width: 0;
    overflow: hidden;
    font-size: ${({ theme }) => theme.fontSizes[1]};
    line-height: 1.4;
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  .subject {
    font-weight: ${({ theme }) => theme.fontWeights.semiBold};
    overflow-wrap: break-word;
    hyphens: auto;
    min-width: 0;
  }
  .short {
    flex-wrap: nowrap;
  }
  .short .subject {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .sign {
    width: 1.2rem;
    height: 1.2rem;
    align-self: center;
    flex-shrink: 0;
  }
  .second-zone {
    color: ${({ theme }) => theme.colors.neutral600};
    display: block;
  }

  .entry {
    color: ${({ theme }) => theme.colors.neutral800};
    cursor: pointer;
    padding: 0.1rem 0.4rem;
    border-inline-start: 3px solid;
    overflow: hidden;
  }
  .entry:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 1px;
  }
  .standing-held,
  .standing-conflict {
    outline: 1px dashed ${({ theme }) => theme.colors.danger600};
    outline-offset: -1px;
  }

  ${({ theme }) =>
    tones.map(
      (tone) => css`
        .tone-${tone} {
          background: ${theme.colors[`${tone}100`]};
          border-color: ${theme.colors[`${tone}600`]};
        }
      `,
    )}
`;
