"""Headless Chromium (Debian's packages chromium and chromium-driver) that looks at a page from disk and remembers what the page did."""
import base64
import contextlib
import json
import os
import shutil

from harness.results import Skipped


def _program(name):
    path = shutil.which(name)
    if path:
        return path
    said = f"{name} is not here: run .ci/setup test"
    raise AssertionError(said) if os.environ.get("CI") == "true" else Skipped(said)


class Page:
    def __init__(self, driver):
        self.driver = driver

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def visible(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())", selector)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def console(self):
        """What stands in the console: errors of scripts, of the content security policy, of loading."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Addresses that were asked for, other than files and data: addresses."""
        sent = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        addresses = [m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"]
        return [address for address in addresses if not address.startswith(("file:", "data:"))]

    def picture(self, name):
        """Keeps a screenshot where LAKEFORM_SCREENSHOTS says."""
        folder = os.environ.get("LAKEFORM_SCREENSHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
            with open(os.path.join(folder, name + ".png"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))


@contextlib.contextmanager
def page(path, width=1280, height=900, dark=False):
    """Opens a file. A narrow width is a phone's: touch, and the page's own viewport counts."""
    from selenium import webdriver  # pylint: disable=import-outside-toplevel
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(_program("chromedriver"), env={**os.environ, "TMPDIR": os.path.dirname(path)}))
    try:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 640})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        driver.get("file://" + os.path.abspath(path))
        yield Page(driver)
    finally:
        driver.quit()
