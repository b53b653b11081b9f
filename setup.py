"""The rules travel inside the package: what is in `schemes/` is copied to `goodstanding/schemes` when it is built."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithSchemes(build_py):
    """Builds the package with the schemes in it."""

    def run(self) -> None:
        """Copies the schemes beside the modules; a package that is installed for editing finds them where they are."""
        super().run()
        if self.editable_mode:
            return
        for path in sorted(Path("schemes").rglob("*.yaml")):
            target = Path(self.build_lib, "goodstanding", path)
            self.mkpath(str(target.parent))
            self.copy_file(str(path), str(target))


setup(cmdclass={"build_py": BuildWithSchemes})
