/// How the page looks: like a printed report, on paper too. Every pair of colours has a contrast of 4.5
/// or more, in light and dark.
enum PageStyle {
  static let css: StaticString = """
    :root{--paper:#fcfbf8;--ink:#1f2430;--soft:#5a6170;--rule:#dcd8cf;--card:#fff;--link:#0b5a6b;
    --ready:#1d6b4a;--draft:#8a5200;--rejected:#a3302b;--waiting:#3f589c;--quiet:#656b78;--plain:#3b4353}
    @media (prefers-color-scheme:dark){:root{--paper:#15181d;--ink:#e8e6e1;--soft:#a9afbb;
    --rule:#343a45;--card:#1c2027;--link:#7cc7d8;--ready:#6ccb9c;--draft:#e3b25f;--rejected:#f0918a;
    --waiting:#9fb4f2;--quiet:#a0a7b4;--plain:#c3c9d4}}
    *{box-sizing:border-box}
    html{font-size:100%;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0 auto;max-width:66rem;padding:2.5rem 1.5rem 4rem;background:var(--paper);
    color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    h1,h2,h3,.figures strong{font-family:ui-serif,Georgia,"Noto Serif",Cambria,serif;font-weight:600;
    line-height:1.2}
    h1{font-size:2.1rem;margin:.1rem 0 .2rem}
    h2{font-size:1.4rem;margin:0 0 .8rem}
    h3{font-size:1.05rem;margin:1.4rem 0 .2rem}
    p{margin:.3rem 0 .9rem;max-width:44rem}
    a{color:var(--link);text-underline-offset:.18em}
    :focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
    main:focus{outline:none}
    code{font:.9em/1.4 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
    small{color:var(--soft);font-size:.86em}
    .skip{position:absolute;left:-99rem;padding:.6rem 1rem;background:var(--card)}
    .skip:focus{left:1rem;top:1rem}
    header{border-bottom:3px double var(--rule);padding-bottom:1rem}
    .kind{margin:0;color:var(--soft);font-size:.82rem;letter-spacing:.09em;text-transform:uppercase}
    .when,.note,figcaption,footer{color:var(--soft);font-size:.92rem}
    .when{margin:0}
    nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;list-style:none;margin:.9rem 0 1.8rem;padding:0}
    nav a{display:inline-block;padding:.2rem 0;font-size:.92rem;text-decoration:none}
    nav a:hover{text-decoration:underline}
    section{margin:0 0 2.9rem}
    section>h2{border-bottom:1px solid var(--rule);padding-bottom:.35rem}
    .verdict{border-left:.4rem solid var(--tone);padding:.2rem 0 .2rem 1.1rem;margin-bottom:1.4rem}
    .verdict h2{border:0;padding:0;margin:0;font-size:1.7rem;color:var(--tone)}
    .verdict p{margin:.3rem 0 0}
    .good{--tone:var(--ready)}.mind{--tone:var(--draft)}.bad{--tone:var(--rejected)}
    .sign{display:inline-block;min-width:1.6rem;padding-right:.35rem}
    .figures{display:flex;flex-wrap:wrap;gap:1px;
    background:var(--rule);border:1px solid var(--rule);margin:0 0 2.6rem}
    .figures div{flex:1 1 11rem;background:var(--card);padding:.9rem 1.1rem 1rem}
    .figures dt{color:var(--soft);font-size:.9rem}
    .figures dd{margin:0}
    .figures strong{display:block;font-size:1.75rem;white-space:nowrap}
    .figures span{color:var(--soft)}
    .figures .ready strong{color:var(--ready)}.figures .draft strong{color:var(--draft)}
    .figures .rejected strong{color:var(--rejected)}
    .tasks{padding-left:1.5rem;margin:0}
    .tasks li{margin:.45rem 0;padding-left:.3rem;max-width:50rem}
    .tasks li::marker{color:var(--soft)}
    figure{margin:0}
    .picture{display:block;width:100%;height:auto;margin:.4rem 0 1.4rem;overflow:visible}
    .picture text{font-size:15px;fill:var(--ink);paint-order:stroke;stroke:var(--paper);
    stroke-width:4px;stroke-linejoin:round}
    .picture .number{font-weight:700}
    .ribbon{fill-opacity:.22}
    rect.plain,path.plain{fill:var(--plain)}rect.ready,path.ready{fill:var(--ready)}
    rect.draft,path.draft{fill:var(--draft)}rect.rejected,path.rejected{fill:var(--rejected)}
    rect.waiting,path.waiting{fill:var(--waiting)}rect.quiet,path.quiet{fill:var(--quiet)}
    .stages{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .stage h3{margin:0 0 .3rem;font-size:1rem}
    .stage ul{list-style:none;margin:0;padding:0;font-size:.92rem}
    .stage li{padding-left:.9rem;border-left:.25rem solid var(--tone);margin:.3rem 0}
    .stage .plain{--tone:var(--plain)}.stage .ready{--tone:var(--ready)}
    .stage .draft{--tone:var(--draft)}.stage .rejected{--tone:var(--rejected)}
    .stage .waiting{--tone:var(--waiting)}.stage .quiet{--tone:var(--quiet)}
    .bar{display:block;width:100%;height:1.1rem;margin:.2rem 0 .4rem}
    figcaption{margin-top:.9rem}
    table{border-collapse:collapse;width:100%;margin:.2rem 0 1.2rem;font-size:.94rem}
    caption{text-align:left;color:var(--soft);font-size:.92rem;padding-bottom:.4rem}
    th,td{padding:.42rem .9rem .42rem 0;border-bottom:1px solid var(--rule);text-align:left;
    vertical-align:top;font-weight:400}
    th:last-child,td:last-child{padding-right:0}
    thead th{border-bottom:1.5px solid var(--soft);font-size:.86rem;color:var(--soft);
    vertical-align:bottom}
    .number{text-align:right;white-space:nowrap}.words,tbody th{min-width:6.5rem}
    .total>*{font-weight:700;border-top:1.5px solid var(--soft)}
    .list{border-top:1px solid var(--rule);margin:.4rem 0 1rem}
    .list>details,.list .list>details{border-bottom:1px solid var(--rule)}
    .list .list{border-top:0;margin:0}
    summary{cursor:pointer;padding:.5rem 0;list-style-position:outside;margin-left:1.2rem}
    summary:hover{color:var(--link)}
    .count{display:inline-block;min-width:2.6rem;padding-right:.8rem;text-align:right;font-weight:700}
    .folded{padding:.2rem 0 .6rem 1.2rem}
    .ids{columns:11rem;list-style:none;margin:0 0 .6rem;padding:0}
    footer{border-top:3px double var(--rule);padding-top:.8rem}
    @media (max-width:44rem){
    body{padding:1.2rem 1rem 3rem}
    h1{font-size:1.7rem}.verdict h2{font-size:1.4rem}
    .figures div{flex-basis:8.5rem;padding:.7rem .8rem}.figures strong{font-size:1.35rem}
    .picture{display:none}
    .stages{position:static;width:auto;height:auto;overflow:visible;clip-path:none}
    .stage+.stage{margin-top:1.2rem}
    table,thead,tbody,tr,th,caption{display:block;width:100%}
    thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    tbody tr{border-bottom:1px solid var(--rule);padding:.5rem 0}
    tbody th,tbody td{border:0;padding:.1rem 0}
    tbody th{font-weight:600}
    tbody td,tbody td.number{display:flow-root;text-align:right;white-space:normal}
    tbody td::before{content:attr(data-label);float:left;max-width:55%;margin-right:1rem;
    color:var(--soft);text-align:left;white-space:normal}
    td:empty{display:none}
    .total>*{border-top:0}
    .folded{padding-left:0}}
    @page{margin:16mm 15mm}
    @media print{
    :root{--paper:#fff;--ink:#000;--soft:#444;--rule:#bbb;--card:#fff;--link:#000;--ready:#1d6b4a;
    --draft:#8a5200;--rejected:#a3302b;--waiting:#3f589c;--quiet:#656b78;--plain:#3b4353}
    body{max-width:none;padding:0;font-size:10pt}
    nav,.skip{display:none}
    section{margin-bottom:1.6rem}
    h2,h3,caption{break-after:avoid}
    tr,li,figure,.verdict,.figures,details{break-inside:avoid}
    a{text-decoration:none}
    rect,path{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    summary{list-style:none}
    details::details-content{display:block;content-visibility:visible}}

    """
}
