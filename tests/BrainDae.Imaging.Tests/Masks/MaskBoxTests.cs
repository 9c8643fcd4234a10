using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using CsCheck;

namespace BrainDae.Imaging.Tests.Masks;

public sealed class MaskBoxTests
{
    private static readonly GridShape Shape = new(3, 4, 5);

    [Fact]
    public void The_box_around_a_mask_is_from_its_first_to_its_last_voxel_along_each_axis() =>
        (from first in Gen.Int[0, 59] from second in Gen.Int[0, 59] select (first, second)).Sample((first, second) =>
        {
            var mask = new byte[60];
            mask[first] = mask[second] = 1;
            var (slices, rows, columns) = (Range(first / 20, second / 20), Range(first / 5 % 4, second / 5 % 4), Range(first % 5, second % 5));

            Assert.Equal(
                new MaskBox((slices.Low, rows.Low, columns.Low), new(slices.Count, rows.Count, columns.Count)),
                MaskBox.Around(mask, Shape));
        });

    [Fact]
    public void Nothing_has_no_box() => Assert.Null(MaskBox.Around(new byte[60], Shape));

    private static (int Low, int Count) Range(int a, int b) => (Math.Min(a, b), Math.Abs(a - b) + 1);
}
