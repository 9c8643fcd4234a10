using BrainDae.Data.Formats;

namespace BrainDae.Data.Tests.Formats;

public sealed class CsvRowTests
{
    [Fact]
    public void Fields_are_separated_quoted_where_needed_and_numbers_come_back_bit_for_bit() => Assert.Equal(
        "\"a,b\",\"say \"\"x\"\"\",plain,,7,0.1,1E-07\n",
        CsvRow.Of("a,b", "say \"x\"", "plain", null, 7, 0.1, (double?)1e-7));
}
