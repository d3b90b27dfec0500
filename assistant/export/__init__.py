"""Word files: a report in the form of Decree 30/2020/NĐ-CP, and a file given back with comments.

python-docx is imported by the modules that write (``docx``, ``comments``); the parts that only
arrange text (``model``, ``body``, ``assemble``, ``markdown``) do not need it.
"""
