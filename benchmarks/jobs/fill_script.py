"""docxtpl's whole command: template, values and result are the three arguments."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

if __name__ == "__main__":
    template, values, result = sys.argv[1:]
    document = DocxTemplate(template)
    document.render(json.loads(Path(values).read_text(encoding="utf-8")), autoescape=True)
    document.save(result)
