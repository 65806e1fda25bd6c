// Browser checks of the real server with the rehearsal's result: TIANPING_URL=http://127.0.0.1:PORT node live.mjs
// Every public page x {390 px, 1280 px} x {normal, elder, contrast}: status 200, axe without violation, no sideways
// overflow, nothing blocked by the content security policy; and without JavaScript what was read out is there.
// Closes with "N passed, N failed".
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const base = process.env.TIANPING_URL;
if (!base) {
  console.error("TIANPING_URL names the server");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };
const patience = 120_000;

let passed = 0, failed = 0;
const check = (name, good, detail = "") => {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name} ${detail}`);
};

// What the public feed tells is what the pages show.
const changes = [];
for (let after = ""; after !== undefined && after !== null; ) {
  const page = await (await fetch(`${base}/api/v1/changes?limit=100${after ? `&after=${after}` : ""}`)).json();
  changes.push(...page.items);
  after = page.next;
}
const notice = changes.find((c) => c.kind === "notice.published");
const opened = changes.find((c) => c.kind === "opening.read_out");
check("the feed tells of a notice and an opening", Boolean(notice && opened));
const day = "2026-04-01";
const paths = ["/", "/notices", `/notices/${notice.subject}`, `/trades/${notice.trade}`, `/openings?day=${day}`,
  `/openings/${opened.subject}`, `/openings/${opened.subject}/record`, "/procedures", "/procedures/works-open-tender", "/limits", "/verify", "/guide", "/api", "/nowhere"];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
});

// Both widths at once: a page is drawn by a process of its own.
await Promise.all([390, 1280].map(async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  for (const path of paths) {
    for (const mode of ["normal", "elder", "contrast"]) {
      const label = `${path} ${mode} @${width}`;
      const answer = await page.goto(`${base}${path}${path.includes("?") ? "&" : "?"}mode=${mode}`, { waitUntil: "load" });
      check(`${label} status`, answer.status() === (path === "/nowhere" ? 404 : 200), String(answer.status()));
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      check(`${label} overflow`, over <= 0, `${over} px`);
      await page.evaluate(axe);
      const found = await page.evaluate((r) => axe.run(document, r).then((out) => out.violations.map((v) => `${v.id}: ${v.nodes[0].target}`)), rules);
      check(`${label} axe`, found.length === 0, "\n  " + found.join("\n  "));
    }
  }
  await context.close();
}));

{ // the policy as served
  const page = await browser.newPage();
  const blocked = [];
  page.on("console", (m) => m.type() === "error" && !m.text().includes("404") && blocked.push(m.text()));
  for (const path of paths) await page.goto(base + path, { waitUntil: "load" });
  check("content security policy blocks nothing", blocked.length === 0, blocked.slice(0, 3).join("\n  "));
  await page.close();
}

{ // without JavaScript
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/openings/${opened.subject}`);
  const rows = await page.locator("#live tbody tr").count();
  check("without JavaScript every bid that was read out is shown", rows === opened.body.bids.length, String(rows));
  await context.close();
}

{ // a choice of language and mode holds from page to page, and for what follows live
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/openings/${opened.subject}?lang=en&mode=elder`);
  const live = await page.locator("#live").getAttribute("data-live");
  const part = await (await page.request.get(base + live)).text();
  check("the live part speaks the language of its page", part.includes(">Bidder<") && !part.includes(">投标人<"), live);
  await page.goto(`${base}/notices`);
  const shown = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.mode].join(" "));
  check("the next page keeps language and mode", shown === "en elder", shown);
  await page.goto(`${base}/notices?lang=zh&mode=normal`);
  await page.goto(`${base}/`);
  const back = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.mode].join(" "));
  check("and gives them up when asked", back === "zh-CN normal", back);
  await context.close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
