/** The reference's look: no script, no foreign file; works on a phone, in the dark and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#16181d;--soft:#5b6270;--line:#dfe2e8;--paper:#fff;--sheet:#f5f6f8;--link:#1550b0;--get:#14683c;--post:#1550b0;--put:#8a4b08;--delete:#a32020}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebf0;--soft:#a0a7b5;--line:#343944;--paper:#191b20;--sheet:#111216;--link:#8ab4ff;--get:#5fd39a;--post:#8ab4ff;--put:#f0b266;--delete:#ff9a91}}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--sheet);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif}
a{color:var(--link)}code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.page{display:grid;grid-template:auto 1fr/17rem minmax(0,1fr);max-width:78rem;margin:0 auto}main{grid-column:2;grid-row:1/3}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:.5rem 1rem 1.5rem;font-size:.875rem}
nav h2{font-size:.75rem;text-transform:uppercase;letter-spacing:.06em;color:var(--soft);margin:1.25rem 0 .25rem}
nav a{display:block;color:inherit;text-decoration:none;padding:.1875rem .5rem;border-radius:.375rem}nav a:hover{background:var(--line)}
main{padding:1.5rem 1.25rem 6rem;min-width:0}h1{font-size:1.75rem;margin:.25rem 0 1rem}main>h2{margin:3rem 0 .5rem;font-size:1.375rem}
article{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1.125rem 1.25rem;margin:1rem 0}
article h3{margin:0 0 .25rem;font-size:1.0625rem}.route{margin:.25rem 0;font-size:.9375rem;overflow-wrap:anywhere}
.m{font-weight:700;font-family:ui-monospace,monospace;font-size:.8125em;margin-right:.5em}.m.GET{color:var(--get)}.m.POST{color:var(--post)}.m.PUT{color:var(--put)}.m.DELETE{color:var(--delete)}
.who{float:right;border:1px solid var(--line);border-radius:1rem;padding:0 .625rem;font-size:.75rem;color:var(--soft)}
h4{margin:1rem 0 .25rem;font-size:.8125rem;color:var(--soft);text-transform:uppercase;letter-spacing:.05em}
dl{margin:0}dl>div{border-top:1px solid var(--line);padding:.375rem 0}dt{display:inline;font-weight:600}dd{display:inline;margin:0 0 0 .5rem;color:var(--soft)}
details{margin:.25rem 0}summary{cursor:pointer;color:var(--link)}.tree{margin:.25rem 0;padding-left:1rem;border-left:2px solid var(--line);list-style:none}.tree li{padding:.125rem 0;overflow-wrap:anywhere}
.soft{color:var(--soft)}pre{background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;overflow:auto;margin:.5rem 0}
.lang{display:flex;gap:.25rem;align-items:center;padding:1.25rem 1.25rem .25rem}.jump{display:none;margin-left:auto}.lang label{border:1px solid var(--line);border-radius:1rem;padding:.125rem .75rem;cursor:pointer}.lang input{position:absolute;opacity:0}.lang input:checked+label{background:var(--ink);color:var(--paper)}.lang input:focus-visible+label{outline:3px solid var(--link)}
body:has(#zh:checked) span[lang=en],body:not(:has(#zh:checked)) span[lang=zh-CN]{display:none}
@media (max-width:52rem){.page{display:flex;flex-direction:column}nav{position:static;max-height:none;order:3;padding:0 1.25rem 4rem}nav a{padding:.5rem}main{padding-bottom:2rem}.jump{display:inline}}
@media print{nav,.lang{display:none}.page{display:block}article{break-inside:avoid}}
`;
