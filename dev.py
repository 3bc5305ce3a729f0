"""Sets everything up on a fresh machine, then starts the program, runs the tests or builds the executable.

    python3 dev.py run [arguments]     the program (on Windows: py dev.py run)
    python3 dev.py test [arguments]    every check and test; arguments go to pytest, which then runs alone
    python3 dev.py frozen [arguments]  builds the standalone executable and tries it out
    python3 dev.py audit               asks PyPI for known faults in the libraries of the lock file
    python3 dev.py pictures            makes the guided tour in build/tour and renews the pictures of the guide

Needs nothing but Python: it fetches a uv of its own (one version, its checksum written below) into ``.tools``, and uv
makes ``.venv`` exactly as ``uv.lock`` says. On Debian and Ubuntu it also brings the system libraries Qt needs.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import re
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

UV_VERSION = "0.13.9"
UV_WHEELS = {  # (system, processor) → (end of the wheel's file name, SHA-256), as PyPI gives them
    ("Linux", "x86_64"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "aarch64"): (
        "manylinux_2_28_aarch64",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("Windows", "amd64"): ("win_amd64", "6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b"),
    ("Windows", "arm64"): ("win_arm64", "eeb92051c2123b9730c46b04cc843cfa4bc7d7b0aec56df431a2215ef4cb0273"),
    ("Darwin", "x86_64"): ("macosx_10_12_x86_64", "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5"),
    ("Darwin", "arm64"): ("macosx_11_0_arm64", "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63"),
}

# Shared library → the Debian package that holds it. Qt's wheels bring everything else.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libcups.so.2": "libcups2",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# To try the executable out as a person would, and to build it small.
FROZEN_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "strip": "binutils"}

CHECKS = (
    ("code style", ["ruff", "check", "."]),
    ("layout of the code", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("libraries declared and used", ["deptry", "."]),
)
AUDIT = ["python", str(Path(".ci", "audit.py"))]
COVERAGE = ["--cov=halton_desktop", "--cov-report=term"]  # one number; pyproject.toml says what is counted


class CannotGoOn(Exception):
    """Something only the person at the keyboard can mend; the message is the whole sentence to show."""


def say(sentence: str) -> None:
    """Print at once, so that the line stands before what a child process prints."""
    print(sentence, flush=True)


# --- What the machine has ---------------------------------------------------------------------------------------------


def check_machine() -> None:
    """Refuse, in one sentence, a machine for which no PySide6 is published."""
    if sys.platform != "linux":
        return
    kind, version = platform.libc_ver()
    oldest = (2, 39) if platform.machine() == "aarch64" else (2, 34)
    if kind != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < oldest:
        raise CannotGoOn(
            f"Qt for Python needs a Linux with glibc {oldest[0]}.{oldest[1]} or newer (Debian 12, Ubuntu 22.04, "
            f"Fedora 36 and later; on ARM Debian 13 or Ubuntu 24.04); this one has {kind or 'another C library'} "
            f"{version}."
        )


def python_option() -> list[str]:
    """Which Python uv shall make ``.venv`` with: this one where it fits, else uv looks for or fetches one."""
    running = sys.version_info[:2]
    if not OLDEST <= running <= NEWEST:
        say(
            "This is Python {}.{}; Halton Desktop needs {}.{} to {}.{}, so uv finds or downloads one that fits.".format(
                *running, *OLDEST, *NEWEST
            )
        )
        return []
    return [] if (ROOT / ".venv").exists() else ["--python", sys.executable]


def is_debian() -> bool:
    """Whether this Linux takes its packages by apt-get (Debian, Ubuntu and what is made from them)."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Those of ``wanted`` the dynamic linker does not know for this processor."""
    ldconfig = shutil.which("ldconfig", path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin")
    if ldconfig is None:
        return list(wanted)
    listing = subprocess.run([ldconfig, "-p"], stdout=subprocess.PIPE, text=True, check=True).stdout
    processor = {"x86_64": "x86-64", "aarch64": "AArch64"}.get(platform.machine(), "")
    known = {line.split()[0] for line in listing.splitlines()[1:] if processor in line}
    return [name for name in wanted if name not in known]


def has_fonts() -> bool:
    """Whether any font is installed: without one Qt draws every letter as an empty box."""
    return any(next(Path(folder).rglob("*.?tf"), None) for folder in ("/usr/share/fonts", "/usr/local/share/fonts"))


def bring_system_packages(libraries: dict[str, str], programs: dict[str, str]) -> None:
    """Install what is missing by apt-get where that is allowed, else say in one sentence what to do."""
    if sys.platform != "linux":
        return
    lacking = missing_libraries(libraries)
    packages = [libraries[name] for name in lacking]
    for program, package in programs.items():
        if shutil.which(program) is None:
            lacking.append(program)
            packages.append(package)
    if not has_fonts():
        lacking.append("a font")
        packages.append("fonts-dejavu-core")
    if is_debian() and not CERTIFICATES.exists():
        packages.append("ca-certificates")
    if not packages:
        return
    if not is_debian():
        raise CannotGoOn(
            f"This Linux lacks {', '.join(lacking)}: install the packages that hold them with its own package tool, "
            "then run this again (only on Debian and Ubuntu can it be done for you)."
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {' '.join(install)}"
        raise CannotGoOn(f"System packages are missing. Run this line, then try again:\n{line}")
    say(f"Installing system packages: {' '.join(packages)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            [*command, "-qq"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment, check=False
        )
        if done.returncode:
            raise CannotGoOn(f"“{' '.join(command)}” failed; what it said stands above.")


def has_display() -> bool:
    """Whether a window can be shown; an X display named in the environment is knocked at, for it may be long gone."""
    if sys.platform != "linux" or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if not local:
        return bool(display)  # a remote display: let Qt try
    with socket.socket(socket.AF_UNIX) as door:
        for address in (f"/tmp/.X11-unix/X{local[1]}", f"\0/tmp/.X11-unix/X{local[1]}"):
            try:
                door.connect(address)
            except OSError:
                continue
            return True
    return False


# --- uv ---------------------------------------------------------------------------------------------------------------


def trust() -> ssl.SSLContext:
    """The certificates to trust: the machine's own, or those an administrator named in the environment."""
    named = [os.environ.get(name) for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")]
    chosen = next((path for path in named if path and Path(path).is_file()), None)
    if chosen:
        os.environ["SSL_CERT_FILE"] = chosen  # uv listens to this name alone
    return ssl.create_default_context(cafile=chosen)


def fetch(address: str, context: ssl.SSLContext) -> bytes:
    """The bytes at ``address``; a proxy set in the environment or in Windows is used."""
    request = urllib.request.Request(address, headers={"User-Agent": "halton-desktop-dev"})
    with urllib.request.urlopen(request, timeout=120, context=context) as answer:
        return bytes(answer.read())


def wheel_from(index: str, name: str, context: ssl.SSLContext) -> bytes:
    """The wheel ``name`` as linked from a package index's page on uv (PEP 503)."""
    page = index.rstrip("/") + "/uv/"
    for link in re.findall(r'href="([^"]+)"', fetch(page, context).decode("utf-8")):
        address = urllib.parse.urljoin(page, link.split("#")[0])
        if urllib.parse.unquote(address).endswith("/" + name):
            return fetch(address, context)
    raise OSError(f"{page} has no {name}")


def download_uv(target: Path, tag: str, checksum: str) -> None:
    """Put the pinned uv at ``target``, from the index named in the environment, else from PyPI."""
    named = [os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")]
    context, name, failure = trust(), f"uv-{UV_VERSION}-py3-none-{tag}.whl", ""
    for index in [*[index for index in named if index], "https://pypi.org/simple"]:
        try:
            wheel = wheel_from(index, name, context)
        except (OSError, ValueError) as error:
            failure = str(error)
            continue
        if hashlib.sha256(wheel).hexdigest() != checksum:
            raise CannotGoOn(
                f"What {index} gave as {name} is not the pinned file (its SHA-256 differs): nothing was kept."
            )
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            program = archive.read(f"uv-{UV_VERSION}.data/scripts/{target.name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".part")
        half.write_bytes(program)
        half.chmod(0o755)
        half.replace(target)
        return
    raise CannotGoOn(f"uv {UV_VERSION} could not be fetched ({failure}): check the internet connection and try again.")


def own_uv() -> Path:
    """The pinned uv in ``.tools``, fetched the first time."""
    machine = (platform.system(), platform.machine() if os.name == "posix" else platform.machine().lower())
    if machine not in UV_WHEELS:
        raise CannotGoOn(
            f"No uv is known for {' on '.join(machine)}: install uv yourself, then “uv run halton-desktop”."
        )
    target = ROOT / ".tools" / f"uv-{UV_VERSION}" / ("uv.exe" if os.name == "nt" else "uv")
    if not target.exists():
        say(f"Fetching uv {UV_VERSION} …")
        download_uv(target, *UV_WHEELS[machine])
    return target


def uv_environment(**extra: str) -> dict[str, str]:
    """What uv and the program are told: the machine's certificates and proxy, and no other virtual environment."""
    trust()
    environment = dict(os.environ, **extra)
    environment.pop("VIRTUAL_ENV", None)
    environment.setdefault("UV_HTTP_TIMEOUT", "120")  # a school's line may be slow
    environment.setdefault("UV_SYSTEM_CERTS", "true")  # and may be filtered under a certificate of its own
    for kind, address in urllib.request.getproxies().items():
        if kind in ("http", "https"):
            environment.setdefault(f"{kind}_proxy".upper(), address)
    return environment


def in_project(uv: Path, options: list[str], command: list[str], environment: dict[str, str]) -> int:
    """Run ``command`` inside ``.venv`` as the lock file says, and give back its exit code."""
    # uv builds anew when this folder came into being; made now, it is as old as the first build, and not one younger.
    (ROOT / "halton_desktop" / "ui_forms").mkdir(exist_ok=True)
    line = [str(uv), "run", "--project", str(ROOT), "--frozen", *options, *command]
    try:
        return subprocess.run(line, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


# --- The commands -----------------------------------------------------------------------------------------------------


def wants_window(arguments: list[str]) -> bool:
    """Whether ``arguments`` name no command (and no --help): then the program opens its window."""
    rest = iter(arguments)
    for argument in rest:
        if argument in ("--data", "--user", "--password-file"):
            next(rest, None)
        elif not argument.startswith("--") or argument in ("--help", "--version"):
            return False
    return "-h" not in arguments


def run(arguments: list[str]) -> int:
    """Start the program; where no window can be shown, make the guided tour's pictures instead."""
    environment = uv_environment()
    window = has_display()
    bring_system_packages(dict(QT_LIBRARIES, **WINDOW_LIBRARIES) if window else QT_LIBRARIES, {})
    if not window:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        if wants_window(arguments):
            pictures = ROOT / "build" / "tour"
            say(f"There is no display here, so the guided tour is made instead: its pictures go to {pictures}.")
            arguments = ["tour", str(pictures)]
    return in_project(
        own_uv(), ["--no-dev", *python_option()], ["python", "-m", "halton_desktop", *arguments], environment
    )


def test(arguments: list[str]) -> int:
    """Every check, then every test; the last line printed is pytest's own."""
    bring_system_packages(QT_LIBRARIES, {})
    os.chdir(str(ROOT))
    environment = uv_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.version_info >= (3, 12):
        environment.setdefault("COVERAGE_CORE", "sysmon")  # counts lines at next to no cost; 3.11 has not got it
    uv, python = own_uv(), python_option()
    failed = []
    for name, command in () if arguments else CHECKS:
        say(f"--- {name}: {' '.join(command)}")
        if in_project(uv, python, command, environment):
            failed.append(name)
    if failed:
        say(f"--- not in order, see above: {', '.join(failed)}. This run fails, whatever the tests say.")
    if not arguments:
        say("--- known faults of libraries")
        in_project(uv, python, AUDIT, environment)  # only said: a fault found out tonight is not this change's
    say("--- tests")
    all_of_them = ["-n", "auto", *COVERAGE]  # a process per processor
    code = in_project(uv, python, ["python", "-m", "pytest", *(arguments or all_of_them)], environment)
    return code or (1 if failed else 0)


def audit(_arguments: list[str]) -> int:
    """Ask for known faults and fail where there is one: before a release, and whenever somebody wants to know."""
    os.chdir(str(ROOT))
    return in_project(own_uv(), python_option(), AUDIT, uv_environment())


def frozen(arguments: list[str]) -> int:
    """Build the standalone executable with PyInstaller, then try it out as a person would."""
    bring_system_packages(dict(QT_LIBRARIES, **WINDOW_LIBRARIES), FROZEN_PROGRAMS)
    os.chdir(str(ROOT))
    script = str(Path("tests", "frozen", "build_and_try.py"))
    return in_project(own_uv(), python_option(), ["python", script, *arguments], uv_environment())


def pictures(_arguments: list[str]) -> int:
    """Renew the pictures of the guide and the README; always without a display, so that they look alike everywhere."""
    bring_system_packages(QT_LIBRARIES, {})
    os.chdir(str(ROOT))
    script = str(Path("docs", "take_pictures.py"))
    return in_project(own_uv(), python_option(), ["python", script], uv_environment(QT_QPA_PLATFORM="offscreen"))


COMMANDS = {"run": run, "test": test, "frozen": frozen, "audit": audit, "pictures": pictures}


def main(arguments: list[str]) -> int:
    """Run the command named first; the exit code is the child's own, 1 for a refusal, 2 for wrong use."""
    if not arguments or arguments[0] not in COMMANDS:
        say(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        check_machine()
        return COMMANDS[arguments[0]](arguments[1:])
    except CannotGoOn as refusal:
        say(str(refusal))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
