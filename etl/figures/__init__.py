"""From lines to counted things: which number counts what, of which population, at which meeting.

    lexicon    what words mean: groups, populations, session types, what is no participant
    passages   the lines of a document as stretches of prose, list lines and tables, each with its headings
    amounts    the numbers of a passage; a count and its share are one amount
    lists      amounts with the labels beside them, where a line is nothing but labels and amounts
    sentences  the same in prose
    tables     the same in rows and columns
    counted    all of them, in the order of the document
    setting    population, meeting, part of a meeting and status of what is counted, from the words around it

`etl.extract.participation` and `etl.extract.session_counts` make rows of them.
"""
