// Browser checks of the public pages that portal_preview wrote: node portal.mjs FOLDER [SHOTS]
// Every page x {390 px, 1280 px} x {normal, elder, contrast} (English: normal): axe without violation, no
// sideways overflow, nothing blocked by the content security policy; then the keyboard, a browser without
// JavaScript, and the live island against a stream. ONLY=regex limits the first part to matching files.
// Closes with "N passed, N failed".
import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const [folder, shots] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node portal.mjs FOLDER [SHOTS]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const policy = readFileSync(join(folder, "csp.txt"), "utf8");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const streams = new Set();
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (path.endsWith("/stream")) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": hello\n\n");
    streams.add(response);
    request.on("close", () => streams.delete(response));
    return;
  }
  const file = join(folder, request.url.includes("part=live") ? "live.html" : path);
  try {
    if (!statSync(file).isFile()) throw new Error();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "text/plain", "Content-Security-Policy": policy });
    response.end(readFileSync(file));
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}/`;

let passed = 0, failed = 0;
const check = (name, good, detail = "") => {
  if (good) return void ++passed;
  ++failed;
  console.log(`FAILED ${name} ${detail}`);
};

const patience = 120_000; // the machine may be busy with other work
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"],
});
if (shots) mkdirSync(shots, { recursive: true });

const pages = readdirSync(folder).filter((f) => /\.(zh|en)\.\w+\.html$/.test(f))
  .filter((f) => f.includes(".zh.") || f.includes(".normal.")).sort();
const only = new RegExp(process.env.ONLY ?? "");
// Both widths at once: a page is drawn by a process of its own.
await Promise.all([390, 1280].map(async (width) => {
  // axe is injected past the policy, so blocked resources are looked for in a context that obeys it (below).
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  for (const name of pages.filter((f) => only.test(f))) {
    const label = `${name} @${width}`;
    await page.goto(base + name, { waitUntil: "load" });
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    check(`${label} overflow`, over <= 0, `${over} px`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] } })
      .then((r) => r.violations.map((v) => `${v.id} x${v.nodes.length}: ${v.nodes[0].target} ${v.nodes[0].any[0]?.message ?? v.nodes[0].failureSummary}`)));
    check(`${label} axe`, found.length === 0, "\n  " + found.join("\n  "));
    if (shots) await page.screenshot({ path: join(shots, `${name.replace(".html", "")}.${width}.png`), fullPage: true });
  }
  await context.close();
}));

{ // the policy as served
  const page = await browser.newPage();
  const blocked = [];
  page.on("console", (m) => m.type() === "error" && !m.text().includes("404") && blocked.push(m.text()));
  page.on("pageerror", (e) => blocked.push(String(e)));
  for (const name of pages.filter((f) => f.includes(".zh.normal."))) await page.goto(base + name, { waitUntil: "load" });
  check("content security policy blocks nothing", blocked.length === 0, blocked.slice(0, 3).join("\n  "));

  await page.goto(base + "home.zh.normal.html");
  await page.keyboard.press("Tab");
  check("the first stop is the skip link", (await page.evaluate(() => document.activeElement.className)) === "skip");
  await page.keyboard.press("Enter");
  check("the skip link leads to the content", (await page.evaluate(() => document.activeElement.id)) === "main");
  const seen = await page.evaluate(() => {
    const link = document.querySelector(".main-nav a");
    link.focus({ focusVisible: true });
    return getComputedStyle(link).outlineStyle;
  });
  check("focus can be seen", seen === "solid", seen);
  const first = await page.textContent("[data-clock]");
  await page.waitForTimeout(2200);
  check("the clock runs on from the server's instant", first.startsWith("10:42:") && (await page.textContent("[data-clock]")) !== first);
  await page.close();
}

{ // the live island: one event of a kind that the page names, and the part is fetched and put in place
  const page = await browser.newPage();
  await page.goto(base + "opening_waiting.zh.normal.html", { waitUntil: "load" });
  check("before the event no table", (await page.locator("#live table").count()) === 0);
  await page.waitForTimeout(300);
  for (const stream of streams) stream.write("event: opening.window_extended\nid: 1\ndata: {}\n\n");
  await page.waitForSelector("#live table", { timeout: patience }).catch(() => {});
  check("after an extension of the window the part is put in place, with its bids", (await page.locator("#live tbody tr").count()) === 3);
  check("the page says that it follows", (await page.textContent("[data-conn]")) === "实时更新中");
  for (const stream of streams) stream.destroy();
  await page.waitForFunction(() => document.querySelector("[data-conn]").dataset.state === "off", null, { timeout: patience }).catch(() => {});
  check("a lost connection is told", (await page.getAttribute("[data-conn]", "data-state")) === "off");
  await page.close();
}

{ // without JavaScript everything is there
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(base + "opening.zh.normal.html");
  check("without JavaScript: forty bids", (await page.locator("#live tbody tr").count()) === 40);
  check("without JavaScript: reload link", (await page.locator(".fresh a").getAttribute("href")).startsWith("/openings/"));
  await page.goto(base + "notices.zh.normal.html");
  check("without JavaScript: filters are links", (await page.locator(".frow a[href^='/notices']").count()) > 20);
  check("without JavaScript: next page", (await page.locator(".pages a[rel=next]").getAttribute("href")).includes("page=5"));
  await context.close();
}

await browser.close();
server.closeAllConnections();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
