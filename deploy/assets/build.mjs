// Builds the pages' assets into chassis. Run by `make assets`, after `npm install`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../../chassis/src/chassis/web/pages/static");
const browserTests = join(here, "../../tests/browser/vendor");
mkdirSync(target, { recursive: true });
mkdirSync(browserTests, { recursive: true });

const { css } = sass.compile(join(here, "krachtlijn.scss"), {
  importers: [new sass.NodePackageImporter(here)],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(target, "krachtlijn.css"), css + "\n");

const bare = (text) => text.replace(/\n?\/\/# sourceMappingURL=.*\n?/g, "\n");
for (const [from, to] of [
  ["govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk-frontend.js"],
  ["htmx.org/dist/htmx.min.js", "htmx.js"],
  ["htmx.org/dist/ext/hx-sse.min.js", "htmx-sse.js"],
]) {
  writeFileSync(join(target, to), bare(readFileSync(join(modules, from), "utf8")));
}
for (const own of ["krachtlijn.js", "session.js"]) copyFileSync(join(here, own), join(target, own));
copyFileSync(join(here, "icon.svg"), join(target, "icon.svg"));
for (const range of ["latin", "latin-ext", "cyrillic"]) {
  for (const weight of [400, 700]) {
    copyFileSync(
      join(modules, `@fontsource/source-sans-3/files/source-sans-3-${range}-${weight}-normal.woff2`),
      join(target, `source-sans-3-${range}-${weight}.woff2`),
    );
  }
}
copyFileSync(join(here, "LICENCES.txt"), join(target, "LICENCES.txt"));
copyFileSync(join(modules, "axe-core/axe.min.js"), join(browserTests, "axe.min.js"));
