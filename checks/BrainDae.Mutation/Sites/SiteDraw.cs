using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace BrainDae.Mutation.Sites;

/// <summary>
/// Draws mutants blindly: from the seed and the code alone, equally many of each area (what an area lacks goes to the
/// others). A site's place in the order depends on its name alone, so that a change elsewhere changes few of the mutants.
/// </summary>
internal static class SiteDraw
{
    public static ImmutableArray<Site> Take(IEnumerable<Site> sites, int seed, int count)
    {
        var queues = sites.GroupBy(site => site.Area).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Queue<Site>(group.OrderBy(site => Key(seed, site), StringComparer.Ordinal))).ToList();
        var drawn = ImmutableArray.CreateBuilder<Site>();
        while (drawn.Count < count && queues.Exists(queue => queue.Count > 0))
        {
            drawn.AddRange(queues.Where(queue => queue.Count > 0).Take(count - drawn.Count).Select(queue => queue.Dequeue()));
        }

        return drawn.ToImmutable();
    }

    private static string Key(int seed, Site site) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {site.Id}")));
}
