using BrainDae.Report.Html;

namespace BrainDae.Report.Tests.Html;

public sealed class SliceSheetTests
{
    [Fact]
    public void Slices_follow_each_other_in_rows_with_x_to_the_right_and_y_downwards()
    {
        const int slices = 5, size = 2;
        byte[] values = [.. Enumerable.Range(0, slices * size * size).Select(i => (byte)i)];
        var sheet = SliceSheet.Of(values, slices, size);

        Assert.Equal(3, SliceSheet.ColumnsOf(slices));
        Assert.Equal((6, 4), (sheet.Width, sheet.Height));
        Assert.Equal<byte>(
            [
                0, 2, 4, 6, 8, 10,
                1, 3, 5, 7, 9, 11,
                12, 14, 16, 18, 0, 0,
                13, 15, 17, 19, 0, 0,
            ],
            sheet.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(138, 12)]
    [InlineData(144, 12)]
    [InlineData(145, 13)]
    public void Sheets_are_about_square(int slices, int columns) => Assert.Equal(columns, SliceSheet.ColumnsOf(slices));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    public void Values_that_are_no_slices_are_refused(int slices, int values) =>
        Assert.Throws<ArgumentException>(() => SliceSheet.Of(new byte[values], slices, 2));
}
