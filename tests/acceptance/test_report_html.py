"""The HTML report in a real browser."""
import json

from harness import browser, reports
from harness.results import test

HOSTILE = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script></script></style></svg>'\"&lt;"


def quiet(ctx, page):
    ctx.equal(page.console(), [], "the browser's console")
    ctx.equal(page.requests(), [], "requests to the network")


def addresses(page):
    return page.run("return [...document.querySelectorAll('tr.head .open')].filter(e => e.checkVisibility()).map(e => e.innerText)")


@test("the HTML report is filtered, sorted and opened without a console error or a request to the network")
def test_report_works(ctx):
    with browser.page(reports.html(ctx.folder(), reports.sample())) as page:
        ctx.equal(len(addresses(page)), 5, "resources shown at first, without the unchanged one")
        page.find("#filter").send_keys("redshift")
        ctx.equal(addresses(page), ["aws_redshift_cluster.warehouse"], "resources that hold the word")
        ctx.equal(page.find("#shown").text, "1 of 6 shown", "the count beside the filter")
        page.find("#filter").clear()
        page.find("#filter").send_keys("no such thing")
        ctx.check(page.find("#none").is_displayed(), "nothing says that no resource matches")
        page.find("#filter").clear()
        page.find("#filter").send_keys(" ")
        page.run("document.getElementById('impact').value = 'data-lost'; document.getElementById('impact').dispatchEvent(new Event('input'))")
        ctx.equal(addresses(page), ["aws_s3_bucket.raw"], "resources of the heaviest impact")
        page.find("tr.head .open").click()
        diff = page.visible(".diff tbody tr")
        ctx.equal(len(diff), 3, "attributes in the opened diff")
        ctx.contains(page.find("#r5-detail").text, "my-data-lake-prod", "forces replacement", "(known after apply)", "s3:GetObject", "12,345 objects", "Copy them before the apply")
        page.picture("opened")
        page.find("tr.head .open").click()
        ctx.equal(page.visible(".diff"), [], "diffs after closing")
        page.run("document.getElementById('impact').value = ''; document.getElementById('quiet').click()")
        ctx.equal(len(addresses(page)), 6, "resources with the unchanged one")
        page.find("[data-sort=address]").click()
        ctx.equal(addresses(page), sorted(addresses(page)), "resources sorted by address")
        quiet(ctx, page)


@test("links of findings and of the dependency picture open the resource they name")
def test_links_open(ctx):
    with browser.page(reports.html(ctx.folder(), reports.sample())) as page:
        page.find(".findings a").click()
        ctx.check(page.find("#r5-detail").is_displayed(), "the finding's resource did not open")
        ctx.equal(len(page.visible("svg .node")), 6, "resources in the picture: those that change and their neighbours")
        ctx.equal(len(page.all("svg .line")), 3, "lines in the picture")
        colour = page.run("return getComputedStyle(document.querySelector('.node.data-lost rect')).stroke")
        other = page.run("return getComputedStyle(document.querySelector('.node.none rect')).stroke")
        ctx.check(colour != other, f"a resource that loses data has the colour of one that does not: {colour}")
        page.picture("wide")
        quiet(ctx, page)


@test("the HTML report is readable on a phone, in the dark too")
def test_readable_on_a_phone(ctx):
    path = reports.html(ctx.folder(), reports.sample())
    for dark in (False, True):
        with browser.page(path, width=390, height=844, dark=dark) as page:
            page.find("#r5 .open").click()
            width = page.run("return document.scrollingElement.scrollWidth")
            ctx.check(width <= 390, f"the page is {width} pixels wide on a phone of 390")
            small = page.run("""return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('svg') &&
                [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML.slice(0, 80))""")
            ctx.equal(small, [], "text smaller than 12 pixels")
            ctx.contains(page.find("#r5-detail").text, "my-data-lake-prod")
            light = page.run("const c = getComputedStyle(document.body).backgroundColor.match(/\\d+/g); return c.reduce((a, b) => a + Number(b), 0) / 3")
            ctx.check((light < 64) == dark, f"the background's brightness is {light} of 255 with dark={dark}")
            page.picture("phone-dark" if dark else "phone")
            quiet(ctx, page)


@test("names that hold markup and scripts are text in the HTML report")
def test_hostile_names(ctx):
    one = reports.resource("aws_s3_bucket.x", "replace", "data-lost", attributes=[{"path": HOSTILE, "live": HOSTILE, "desired": {HOSTILE: HOSTILE}, "change": True}], reason=HOSTILE,
                           impact_text=HOSTILE, way_back=HOSTILE, id=HOSTILE, scope=HOSTILE, provider=HOSTILE, unit=HOSTILE, import_block="import {\n  to = aws_s3_bucket.x\n  id = %s\n}" % json.dumps(HOSTILE), depends_on=[HOSTILE],
                           facts=[{"name": "n", "value": 1, "text": HOSTILE}], findings=[{"check": HOSTILE, "severity": "error", "message": HOSTILE, "related": [HOSTILE]}])
    one["address"] = HOSTILE
    with browser.page(reports.html(ctx.folder(), reports.report([one], title=HOSTILE, notes=[HOSTILE], units=[HOSTILE]))) as page:
        page.find("#unfold").click()
        ctx.equal(page.run("return window.hacked || document.querySelectorAll('img').length"), 0, "scripts and pictures of the hostile report")
        ctx.equal(page.find(".open code").text, HOSTILE, "the address as text")
        ctx.equal(page.run("return document.scripts.length"), 1, "scripts in the page")
        quiet(ctx, page)


@test("a report of thousands of resources opens and filters within seconds")
def test_large_report(ctx):
    many = [reports.resource(f"aws_s3_bucket.b[{i}]", attributes=[{"path": "tags", "live": {"a": i}, "desired": {"a": i + 1}, "change": True}]) for i in range(3000)]
    with browser.page(reports.html(ctx.folder(), reports.report(many))) as page:
        took = page.run("""const start = performance.now(); const f = document.getElementById('filter'); f.value = 'b[2999]'; f.dispatchEvent(new Event('input'));
            document.body.offsetHeight; return performance.now() - start""")
        ctx.equal(addresses(page), ["aws_s3_bucket.b[2999]"], "resources that hold the word")
        ctx.check(took < 5000, f"filtering took {took:.0f} ms")
        ctx.contains(page.find("section:last-of-type").text, "2850 more resources are in the table only.")
        quiet(ctx, page)
