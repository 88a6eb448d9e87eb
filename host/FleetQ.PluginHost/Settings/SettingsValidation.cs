using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>Checks a plugin's settings by the attributes that they bear, in all depths.</summary>
/// <remarks>
/// Not with the framework's validator: its table of types keeps a plugin's own in memory after the plugin ended.
/// </remarks>
internal sealed class SettingsValidation(IConfiguration section, SettingProblems problems)
{
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Checks an object and what it holds.</summary>
    /// <param name="target">The object.</param>
    /// <param name="path">Its whole path.</param>
    /// <param name="key">Its path below the plugin's section.</param>
    public void Check(object target, string path, string key)
    {
        if (!seen.Add(target))
        {
            return;
        }

        foreach (var property in SettingProperty.ListOf(target.GetType()))
        {
            CheckProperty(target, property, $"{path}:{property.Key}", Join(key, property.Key));
        }

        CheckWhole(target, path);
    }

    private void CheckProperty(object target, SettingProperty property, string path, string key)
    {
        // What could not be read was told, and its default says nothing.
        if (problems.AreAt(path))
        {
            return;
        }

        var value = property.Get(target);
        foreach (var rule in property.Rules)
        {
            if (Judge(rule, value, target, property.Name) is { } wrong)
            {
                problems.Add(path, section[key] ?? Describe(value), wrong);
                if (rule is RequiredAttribute)
                {
                    return;
                }
            }
        }

        Descend(value, path, key);
    }

    private void Descend(object? value, string path, string key)
    {
        switch (value)
        {
            case null or string:
                return;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Descend(entry.Value, $"{path}:{entry.Key}", Join(key, $"{entry.Key}"));
                }

                return;
            case IList list:
                for (var index = 0; index < list.Count; index++)
                {
                    Descend(list[index], $"{path}:{index}", Join(key, $"{index}"));
                }

                return;
            default:
                if (value.GetType() is { IsClass: true } type && !IsOfFramework(type))
                {
                    Check(value, path, key);
                }

                return;
        }
    }

    private void CheckWhole(object target, string path)
    {
        foreach (var rule in target.GetType().GetCustomAttributes<ValidationAttribute>(inherit: true))
        {
            if (Judge(rule, target, target, target.GetType().Name) is { } wrong)
            {
                problems.Add(path, wrong);
            }
        }

        if (target is IValidatableObject itself)
        {
            foreach (var result in itself.Validate(ContextOf(target, target.GetType().Name)))
            {
                var member = result?.MemberNames.FirstOrDefault();
                if (result?.ErrorMessage is { } wrong)
                {
                    problems.Add(member is null ? path : $"{path}:{member}", wrong);
                }
            }
        }
    }

    private static string? Judge(ValidationAttribute rule, object? value, object target, string name) =>
        rule.GetValidationResult(value, ContextOf(target, name)) is { } wrong
            ? wrong.ErrorMessage ?? $"it breaks the rule {rule.GetType().Name}"
            : null;

    // The display name is given: looking it up would fill the validator's table.
    private static ValidationContext ContextOf(object target, string name) =>
        new(target) { MemberName = name, DisplayName = name };

    private static string? Describe(object? value) =>
        value is not null && SettingScalar.Is(value.GetType())
            ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static bool IsOfFramework(Type type) => type.Assembly == typeof(object).Assembly
        || (type.Namespace ?? "").StartsWith("System", StringComparison.Ordinal);

    private static string Join(string key, string child) => key.Length == 0 ? child : $"{key}:{child}";
}
