/** All of the panel's styles, in a sheet that a script adopts: a page's policy may forbid any other. */
export const STYLE = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto 0 0 auto !important;
  width: 0 !important;
  height: 0 !important;
  z-index: 2147483646 !important;
  display: block !important;
  color-scheme: light dark;
  --back: #ffffff;
  --raised: #f5f6f8;
  --line: #e3e5ea;
  --text: #16181d;
  --soft: #626875;
  --accent: #3a5bd9;
  --problem: #c6292e;
  --problem-back: #fdecec;
  --hint: #8a5a00;
  --hint-back: #fff4de;
  --good: #1a7f4b;
  --shadow: 0 1px 2px rgb(15 20 40 / 12%), 0 12px 40px rgb(15 20 40 / 22%);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'Roboto Mono', Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :host {
    --back: #16181d;
    --raised: #1f2229;
    --line: #2e323c;
    --text: #eceef2;
    --soft: #9aa1b0;
    --accent: #8aa4ff;
    --problem: #ff8a8a;
    --problem-back: #3a1d20;
    --hint: #f0c060;
    --hint-back: #33290f;
    --good: #62d39a;
    --shadow: 0 0 0 1px rgb(255 255 255 / 9%), 0 12px 40px rgb(0 0 0 / 45%);
  }
}
@media print { :host { display: none !important } }
*, *::before, *::after { box-sizing: border-box }
[hidden] { display: none !important }
button, input, select { font: inherit; color: inherit; margin: 0 }
button { background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; font: inherit }
ul { list-style: none }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
h2:focus-visible { outline: none }
.sign { width: 20px; height: 20px; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; flex: none }

.open, .panel { position: fixed; right: 16px; font: 13px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: var(--text); pointer-events: auto }
.open { bottom: 16px; display: grid; place-items: center; width: 40px; height: 40px; border-radius: 20px; background: var(--back); box-shadow: var(--shadow); transition: transform 120ms }
.open:hover { transform: scale(1.06) }
.open[aria-expanded='true'] { color: var(--accent) }
.badge { position: absolute; top: -4px; right: -4px; min-width: 18px; height: 18px; padding: 0 5px; border-radius: 9px; background: #d6303a; color: #fff; font-size: 11px; font-weight: 650; line-height: 18px; text-align: center }

.panel { bottom: 68px; display: flex; flex-direction: column; width: min(440px, calc(100vw - 32px)); max-height: min(760px, calc(100vh - 92px)); border-radius: 14px; background: var(--back); box-shadow: var(--shadow); overflow: hidden }
.panel:has(.stage) { width: min(640px, calc(100vw - 32px)) }
header { display: flex; align-items: start; justify-content: space-between; gap: 12px; padding: 14px 12px 12px 16px; border-bottom: 1px solid var(--line) }
h1 { font-size: 15px; font-weight: 650; letter-spacing: -0.01em }
.summary { color: var(--soft); margin-top: 1px; font-variant-numeric: tabular-nums }
.icon { display: grid; place-items: center; width: 30px; height: 30px; border-radius: 8px; color: var(--soft); flex: none }
.icon:hover { background: var(--raised); color: var(--text) }
.body { overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line) transparent }
.empty { padding: 28px 16px; color: var(--soft); text-align: center; white-space: pre-line }

.list { padding: 6px }
.group { padding: 12px 10px 4px; color: var(--soft); font-size: 12px; font-weight: 600 }
.row { display: grid; grid-template-columns: 56px 1fr auto 20px; align-items: center; gap: 12px; width: 100%; padding: 8px 6px 8px 8px; border-radius: 10px }
.row:hover { background: var(--raised) }
.row:focus-visible { outline-offset: -2px }
.row > .sign { color: var(--soft); opacity: 0.6 }
.foreign { opacity: 0.75 }
.thumb { width: 56px; height: 56px; border-radius: 8px; overflow: hidden; background: var(--raised) }
.thumb img { width: 100%; height: 100%; object-fit: cover; display: block }
.what { min-width: 0; display: grid; gap: 2px }
.name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.facts { color: var(--soft); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums }
.bytes { font-variant-numeric: tabular-nums; white-space: nowrap }
.chips { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 3px }
.chip { padding: 1px 7px; border-radius: 6px; font-size: 11.5px; font-weight: 550 }
.chip.problem { color: var(--problem); background: var(--problem-back) }
.chip.hint { color: var(--hint); background: var(--hint-back) }

.detail { padding: 8px 16px 16px }
.detail-head { display: flex; align-items: center; gap: 6px; margin: 0 -8px 8px }
.detail-head h2 { flex: 1; font-size: 14px; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.finding { margin-bottom: 10px; padding: 10px 12px 12px; border-radius: 10px }
.finding.problem { background: var(--problem-back) }
.finding.hint { background: var(--hint-back) }
.finding h3 { font-weight: 650 }
.finding.problem h3 { color: var(--problem) }
.finding.hint h3 { color: var(--hint) }
.finding p { margin-top: 2px }
.snippet { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 2px 8px; margin-top: 8px }
.snippet .label { grid-column: 1 / -1; font-size: 11.5px; color: var(--soft) }
.snippet code { min-width: 0; padding: 5px 9px; border-radius: 7px; background: var(--back); border: 1px solid var(--line); font: 12px/1.4 var(--mono); overflow-wrap: anywhere; user-select: all }
.copy { padding: 5px 10px; border-radius: 7px; border: 1px solid var(--line); background: var(--back); font-size: 12px; font-weight: 600 }
.copy:hover { border-color: var(--accent); color: var(--accent) }

.begin { position: relative; display: block; width: 100%; border-radius: 10px; overflow: hidden; background: var(--raised) }
.begin img { display: block; width: 100%; max-height: 200px; object-fit: cover }
.begin span { position: absolute; inset: auto 10px 10px auto; padding: 6px 12px; border-radius: 8px; background: var(--back); color: var(--text); font-weight: 600; box-shadow: var(--shadow) }
.begin:hover span { color: var(--accent) }
.stage { position: relative; width: 100%; max-height: 380px; border-radius: 10px; overflow: hidden; background: var(--raised) }
.stage img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; display: block; user-select: none }
.comparison:has([aria-busy='true']) :is(.result, .other, .tag.right) { opacity: 0.5; transition: opacity 120ms 120ms }
.divider { position: absolute; top: 0; bottom: 0; width: 2px; margin-left: -1px; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / 30%); pointer-events: none }
.stage .divider::after { content: ''; position: absolute; top: 50%; left: 50%; width: 30px; height: 30px; margin: -15px; border-radius: 50%; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 40%) }
.stage:has(.slider:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px }
.slider { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: ew-resize }
.tag { position: absolute; bottom: 8px; padding: 3px 8px; border-radius: 6px; background: rgb(12 14 18 / 72%); color: #fff; font-size: 11.5px; font-weight: 550; pointer-events: none; font-variant-numeric: tabular-nums }
.tag:empty { display: none }
.tag.left { left: 8px }
.tag.right { right: 8px }
.knobs { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 12px; margin-top: 12px }
.knob { display: grid; gap: 3px }
.knob.wide { grid-column: 1 / -1; grid-template-columns: auto 1fr 28px; align-items: center; gap: 10px }
.knob .label { font-size: 11.5px; color: var(--soft) }
select { width: 100%; padding: 5px 8px; border-radius: 7px; border: 1px solid var(--line); background: var(--raised); color: var(--text) }
.knob.wide select { width: auto }
input[type='range']:not(.slider) { width: 100%; accent-color: var(--accent) }
output { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600 }
.check { display: flex; align-items: center; gap: 7px; grid-column: 1 / -1 }
.check input { accent-color: var(--accent); width: 15px; height: 15px }
.figures { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; margin-top: 12px; font-variant-numeric: tabular-nums }
.figure { font-size: 17px; font-weight: 650 }
.less { color: var(--good); font-weight: 650 }
.more { color: var(--problem); font-weight: 650 }
.plain { color: var(--soft) }
.failed { margin-top: 12px; color: var(--problem); white-space: pre-wrap; overflow-wrap: anywhere }
.compare:not(:empty) { margin-bottom: 14px; scroll-margin-top: 10px }

.table { display: grid; grid-template-columns: auto 1fr; gap: 6px 14px; padding-top: 12px; border-top: 1px solid var(--line) }
dt { color: var(--soft) }
dd { min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
dd code { font: 12px/1.5 var(--mono); white-space: pre-wrap }
.place { display: block; font: 12px/1.5 var(--mono) }
.specifier { display: block; color: var(--soft) }
.candidates li { color: var(--soft) }
.candidates .taken { color: var(--text); font-weight: 600 }
.candidates .taken::after { content: ' ✓'; color: var(--good) }

.outline { position: fixed; border-radius: 3px; outline: 3px solid #4c6fff; outline-offset: 1px; background: rgb(76 111 255 / 18%); pointer-events: none }
.layer { position: fixed; pointer-events: none }
.layer img { position: absolute; inset: 0; width: 100%; height: 100% }
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
`
