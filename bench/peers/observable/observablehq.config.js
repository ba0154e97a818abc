// Nothing is asked of other hosts: no web fonts.
export default { root: "src", title: "Sessions", globalStylesheets: [], sidebar: false, toc: false, pager: false, footer: "" };
