using System.Text.Json;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

public sealed class AxisCodesTests
{
    [Fact]
    public void Codes_name_each_of_the_48_ways_to_store_an_image() =>
        Assert.All(Orientation.All, orientation =>
            Assert.Equal(orientation.ToString(), AxisCodes.Of(orientation.Grid([7, 5, 3], [1, 2, 3], [4, 5, 6]).Affine)));

    [Fact]
    public void Oblique_axes_get_the_codes_that_nibabel_gives_them()
    {
        Assert.SkipUnless(SystemPython.Has("nibabel"), "Python with nibabel is not here.");
        var random = new Random(5);
        double[][] affines = [.. Enumerable.Range(0, 200).Select(_ => Turned(random))];
        var expected = SystemPython.Run(
            "import sys, json, nibabel, numpy as np\nfor a in json.loads(sys.argv[1]): print(''.join(nibabel.aff2axcodes(np.array(a).reshape(4, 4))))",
            JsonSerializer.Serialize(affines));

        Assert.Equal(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries), affines.Select(a => AxisCodes.Of([.. a])));
    }

    [Fact]
    public void An_axis_without_a_direction_has_no_code()
    {
        Assert.Equal("???", AxisCodes.Of([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]));
        Assert.Equal("???", AxisCodes.Of([1, 0, 0, 0, 0, double.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]));
    }

    /// <summary>A random grid turned by up to 30 degrees about a random axis: what scanners store.</summary>
    private static double[] Turned(Random random)
    {
        var orientation = Orientation.All.ElementAt(random.Next(48));
        var grid = orientation.Grid([5, 5, 5], [1 + random.NextDouble(), 1 + random.NextDouble(), 1 + 5 * random.NextDouble()], [0, 0, 0]).Affine;
        var angle = (random.NextDouble() - 0.5) * Math.PI / 3;
        var (first, second) = random.Next(3) switch { 0 => (0, 1), 1 => (0, 2), _ => (1, 2) };
        double[] turned = [.. grid];
        for (var column = 0; column < 3; column++)
        {
            turned[4 * first + column] = Math.Cos(angle) * grid[4 * first + column] - Math.Sin(angle) * grid[4 * second + column];
            turned[4 * second + column] = Math.Sin(angle) * grid[4 * first + column] + Math.Cos(angle) * grid[4 * second + column];
        }

        return turned;
    }
}
