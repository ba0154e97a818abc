"""From lines to counted things: which number counts what, of which population, at which meeting.

    lexicon    what words mean: groups, populations, session types, what is no participant
    dumps      thousands of lines with hardly anything in each, which are passed over
    notes      marks of footnotes, which count nothing
    grids      tables that are printed as lines of text, as rows; columns: the names of their columns
    blocks     lines that belong together; stacks: labels and figures that take turns
    passages   stretches of prose, list lines and rows, each with its headings
    amounts    the numbers of a passage; a count and its share are one amount; percent: shares without a sign
    lists      amounts with the labels beside them, where a line is nothing but labels and amounts
    headed     one label at the head of several amounts
    sentences  the same in prose
    tables     the same in rows and columns
    counted    all of them, in the order of the document
    setting    population, meeting, part of a meeting and status of what is counted, from the words around it
    measured   averages, lengths, prices, provisions and days, which are no numbers of people or sessions

`etl.extract.participation` and `etl.extract.session_counts` make rows of them.
"""
