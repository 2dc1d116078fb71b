// Eleventy at its best for this work: one template over all pages, Markdown by the reader it brings.
import markdownit from "markdown-it";

export default function (config) {
  const markdown = markdownit({ html: false });
  config.addFilter("md", (text, name) => markdown.render(text.replaceAll("@@NAME@@", name)));
  config.setQuietMode(true);
  return { dir: { input: "src", output: "public" }, templateFormats: ["njk"] };
}
