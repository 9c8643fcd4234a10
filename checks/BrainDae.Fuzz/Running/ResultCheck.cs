using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace BrainDae.Fuzz.Running;

/// <summary>
/// Walks through a value that was read from a file: null where its type says that there is none, an immutable array
/// that was never made, and properties that throw are faults that would only be met long after reading.
/// </summary>
public static class ResultCheck
{
    private const int Deepest = 12;

    private static readonly ConcurrentDictionary<Type, Member[]> Members = [];

    private sealed record Member(PropertyInfo Property, bool MayBeNull, bool ItemsMayBeNull);

    /// <exception cref="UnsoundResultException">There is a fault.</exception>
    public static void Require(object value) => Walk(value, value.GetType().Name, 0);

    private static void Walk(object value, string path, int depth)
    {
        if (depth > Deepest || value.GetType() is var type && type.Namespace?.StartsWith("BrainDae", StringComparison.Ordinal) != true || type.IsEnum)
        {
            return;
        }

        foreach (var member in Members.GetOrAdd(type, Find))
        {
            Check(member, Get(member.Property, value, path), $"{path}.{member.Property.Name}", depth);
        }
    }

    private static void Check(Member member, object? found, string path, int depth)
    {
        if (found is null)
        {
            if (!member.MayBeNull)
            {
                throw new UnsoundResultException($"{path} is null.");
            }
        }
        else if (found is IEnumerable list and not string)
        {
            if (found.GetType().GetProperty("IsDefault") is { } isDefault && (bool)isDefault.GetValue(found)!)
            {
                throw new UnsoundResultException($"{path} is an array that was never made.");
            }

            foreach (var item in list)
            {
                CheckItem(member, item, path + "[]", depth);
            }
        }
        else
        {
            Walk(found, path, depth + 1);
        }
    }

    private static void CheckItem(Member member, object? item, string path, int depth)
    {
        if (item is null)
        {
            if (!member.ItemsMayBeNull)
            {
                throw new UnsoundResultException($"{path} is null.");
            }

            return;
        }

        if (item.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            CheckItem(member, type.GetProperty("Value")!.GetValue(item), path, depth);
            return;
        }

        Walk(item, path, depth + 1);
    }

    private static object? Get(PropertyInfo property, object value, string path)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException e)
        {
            throw new UnsoundResultException($"{path}.{property.Name} throws {e.InnerException!.GetType().Name}.", e.InnerException);
        }
    }

    private static Member[] Find(Type type)
    {
        var context = new NullabilityInfoContext();
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0)
                .Select(property => (property, info: context.Create(property)))
                .Select(found => new Member(
                    found.property,
                    found.info.ReadState != NullabilityState.NotNull,
                    found.info.GenericTypeArguments is not [.., var items] || items.ReadState != NullabilityState.NotNull)),
        ];
    }
}
