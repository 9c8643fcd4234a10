using BrainDae.Data.Formats;

namespace BrainDae.Data.Tests.Formats;

public sealed class CsvRowTests
{
    [Fact]
    public void Fields_are_separated_quoted_where_needed_and_numbers_come_back_bit_for_bit() => Assert.Equal(
        "\"a,b\",\"say \"\"x\"\"\",plain,,7,0.1,1E-07\n",
        CsvRow.Of("a,b", "say \"x\"", "plain", null, 7, 0.1, (double?)1e-7));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+cmd", "\"'+cmd\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("=", "\"'=\"")]
    [InlineData("a=1", "a=1")]
    public void A_name_that_a_spreadsheet_would_compute_is_shown_as_text(string name, string field) => Assert.Equal($"{field},-2\n", CsvRow.Of(name, -2));
}
