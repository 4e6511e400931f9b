"""Plans and requests compared with recorded ones of the official provider by the parity tool (shared/tools/parity)."""
from harness import cases, places
from harness.parity import agrees
from harness.results import test


def compare(verb, sentence, provider, case):
    test(sentence, types=case.types, group="parity", name=f"{verb} {case.name}")(
        lambda context: agrees(context, verb, case.name, case.folder, provider))


for its_provider in ("aws", "google", "azurerm"):
    for recorded in cases.recorded(its_provider):
        if recorded.has("peer.json"):
            compare("plan", "plans as the official provider", its_provider, recorded)
        if recorded.has("wire.json"):
            compare("wire", "sends the requests of the official provider", its_provider, recorded)


@test("the recorded cases are there", group="parity")
def cases_are_there(context):
    places.shared("cases", "aws")
    context.check(cases.recorded("aws"), "no recorded case has all its types defined")
