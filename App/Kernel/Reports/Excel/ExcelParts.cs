using System.Security;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>The small, fixed parts of the workbook's package (ECMA-376).</summary>
internal static class ExcelParts
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Declaration = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>""";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public const string ContentTypes = $"""
        {Declaration}
        <Types xmlns="{Package}/content-types">
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
          <Default Extension="xml" ContentType="application/xml"/>
          <Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/>
          <Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/>
          <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Type}.worksheet+xml"/>
          <Override PartName="/xl/worksheets/sheet2.xml" ContentType="{Type}.worksheet+xml"/>
        </Types>
        """;

    public const string Relations = $"""
        {Declaration}
        <Relationships xmlns="{Package}/relationships">
          <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/>
        </Relationships>
        """;

    public const string WorkbookRelations = $"""
        {Declaration}
        <Relationships xmlns="{Package}/relationships">
          <Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
          <Relationship Id="rId2" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/>
          <Relationship Id="rId3" Type="{Office}/styles" Target="styles.xml"/>
        </Relationships>
        """;

    public static string Workbook(string rows, string about) => $"""
        {Declaration}
        <workbook xmlns="{Main}" xmlns:r="{Office}">
          <sheets>
            <sheet name="{SecurityElement.Escape(rows)}" sheetId="1" r:id="rId1"/>
            <sheet name="{SecurityElement.Escape(about)}" sheetId="2" r:id="rId2"/>
          </sheets>
        </workbook>
        """;

    /// <summary>
    /// The cellXfs are <see cref="ExcelStyle"/>. Aligned at the top: of a text of several lines the first is seen.
    /// </summary>
    /// <param name="datePattern">In Excel's letters.</param>
    public static string Styles(string datePattern) => $"""
        {Declaration}
        <styleSheet xmlns="{Main}">
          <numFmts count="3">
            <numFmt numFmtId="164" formatCode="{datePattern}"/>
            <numFmt numFmtId="165" formatCode="{datePattern} hh:mm"/>
            <numFmt numFmtId="166" formatCode="[h]:mm"/>
          </numFmts>
          <fonts count="2">
            <font><sz val="11"/><color rgb="FF1B2330"/><name val="Calibri"/><family val="2"/></font>
            <font><b/><sz val="11"/><color rgb="FF1B2330"/><name val="Calibri"/><family val="2"/></font>
          </fonts>
          <fills count="3">
            <fill><patternFill patternType="none"/></fill>
            <fill><patternFill patternType="gray125"/></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FFF1F3F6"/><bgColor indexed="64"/></patternFill></fill>
          </fills>
          <borders count="2">
            <border><left/><right/><top/><bottom/><diagonal/></border>
            <border><left/><right/><top/><bottom style="thin"><color rgb="FFC9D0DA"/></bottom><diagonal/></border>
          </borders>
          <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
          <cellXfs count="10">
            <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" quotePrefix="1" applyFont="1" applyFill="1" applyBorder="1"/>
            <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
          </cellXfs>
          <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    /// <summary>A, B … Z, AA … for 1, 2 … 26, 27 …</summary>
    public static string ColumnLetters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }
}
